// rollcall matters: what the life of the team asks for now, shown in full or carried out.

import type { House, ProjectHouse } from '../house/house.ts';
import { carryMatters, dueMatters, shownMatters } from '../house/matters.ts';
import { outOf } from '../house/message.ts';
import { settleIfChanged } from '../house/settled.ts';
import { plain } from '../lib/escape.ts';
import { chosenProject, mustHaveData, openNamed } from './project.ts';
import { COMMON, type Terminal, text, type Verb } from './verb.ts';

const show = async (house: House, chosen: ProjectHouse, { print }: Terminal): Promise<void> => {
  const plans = await dueMatters(house, chosen);
  for (const [, { rulings }] of plans)
    for (const { key, ruling } of rulings)
      print(`would be decided by the calendar: ${ruling.kind} (${key})\n`);
  const shown = await shownMatters(house, chosen, plans);
  for (const { step, to, title, text: body } of shown) {
    print(`\n=== ${step.kind} ${step.key}, to ${plain(to)}: ${plain(title)}\n\n`);
    print(`${body.trimEnd()}\n`);
  }
  if (shown.length === 0) print('Nothing is due.\n');
};

export const mattersVerb: Verb = {
  name: 'matters',
  usage: 'matters [--show | --again KEY]',
  summary: 'write the letters that are due to people, each once; or show them',
  details:
    'A check-in, and whatever else goes on between the team and one person. With `publish: false` nothing is sent: each\n' +
    'letter is shown in full, for the PTL alone. "rollcall serve" does this by itself every quarter of an hour.',
  options: {
    show: { type: 'boolean', help: 'show what is due, in full, and send nothing' },
    again: {
      type: 'string',
      value: 'KEY',
      help: 'send again what may have been sent, such as check-in/gambia/3',
    },
    ...COMMON,
  },
  async run(invocation) {
    const { options, terminal } = invocation;
    const house = await openNamed(invocation);
    try {
      const chosen = chosenProject(house.projects, options);
      await mustHaveData(house.store, chosen.project);
      await settleIfChanged(house, chosen, terminal);
      if (options['show'] === true || !chosen.project.publish) {
        if (!chosen.project.publish) terminal.remark('publish is false: nothing is sent or decided.');
        await show(house, chosen, terminal);
        return 0;
      }
      const again = text(options, 'again')?.replace(/^(letter|note|word) /, '');
      const carried = await carryMatters(house, chosen, outOf(terminal.print, house.io), again);
      if (!carried) terminal.remark('Another process is at it.');
      else if (carried.length === 0) terminal.remark('Nothing is due.');
      for (const { step, channel, state, words } of carried ?? [])
        terminal.remark(`${step.kind} ${step.key} → ${channel}: ${state}: ${words}`);
      return (carried ?? []).some(({ state }) => ['refused', 'later', 'unsure'].includes(state)) ? 1 : 0;
    } finally {
      house.store.close();
    }
  },
};
