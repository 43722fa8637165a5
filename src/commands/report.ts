// report: a report where it is asked for; a private one in a private place, for the PTL.
import type { Command, Report } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { hint } from '../lib/suggest.ts';

const wanted = (reports: ReadonlyMap<string, Report>, id: string): Report => {
  const report = reports.get(id);
  if (report) return report;
  const ids = [...reports.keys()];
  throw new UserError(`There is no report "${id}"; there are ${ids.join(', ')}.${hint(id, ids)}`);
};

const command: Command<string> = {
  id: 'report',
  usage: 'report [weekly | agenda]',
  help: 'The weekly report as it stands, or the agenda of the next meeting; a report that is not public is for the PTL, in a private place.',
  examples: ['/rollcall report', '/rollcall report agenda'],
  allowed: 'anyone',
  needs: (id, { reports }) => (wanted(reports, id).audience === 'public' ? 'anyone' : 'ptl'),
  parse: ([id = 'weekly', more]) => {
    if (more !== undefined) throw new UserError('One report at a time: write /rollcall report weekly');
    return id.toLowerCase();
  },
  answer: async (id, request) => {
    const report = wanted(request.reports, id);
    // What nobody may read here need not be made.
    const say =
      report.audience === 'public' || request.isPrivate ? [{ report: await request.render(report) }] : [];
    return { audience: report.audience === 'public' ? 'public' : 'ptl', say };
  },
};

export default command;
