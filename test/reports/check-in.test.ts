// The check-in report over time: the team before it and as of the day that it was for.
import test from 'ava';
import { teamOf } from '../support/team.ts';

const on = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;
const changeIn = (report: string): string => report.split('BEFORE AND AFTER\n')[1] ?? '';

test('the team before and after is that of the day that the check-in was for, whenever one asks', async t => {
  const world = await teamOf(t, { withIvo: true });
  await world.ask('capacity 5', 'Una Feld');
  await world.ask('check-in open 2026-09-09');
  await world.ask('check-in stay 13', 'Nia Brandt');
  t.is(changeIn(await world.report('check-in', on('2026-09-29'))), '', 'not until the milestone');
  const change = changeIn(await world.report('check-in', on('2026-09-30')));
  t.is(
    change,
    [
      '  2026-08-19: 5 cores, 5 hours a week, 0 of 0 priorities looked after by a core, 0 areas with two cores or more at home\n',
      '  2026-09-30: 5 cores, 18 hours a week, 0 of 0 priorities looked after by a core, 0 areas with two cores or more at home\n',
    ].join(''),
  );
  world.clock.now = on('2026-10-03');
  await world.ask('capacity 40', 'Zoë Ruiz');
  t.is(changeIn(await world.report('check-in', on('2027-01-20'))), change);
});
