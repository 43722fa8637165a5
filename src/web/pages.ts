// The small web side: health, and the public reports as pages. It knows no private report.
import type { Report } from '../contracts.ts';
import type { Project } from '../domain/project.ts';

export interface Answer {
  readonly status: number;
  readonly type: 'text/html' | 'application/json' | 'text/plain';
  readonly body: string;
}

/** Whether webhooks can be taken and heard. Anybody may read it: counts, and ids of projects that have pages. */
export interface Readiness {
  readonly ready: boolean;
  readonly ledger: string;
  /** `oldestSeconds`: how long the first one that can be recorded has been waiting. */
  readonly inbox: { readonly waiting: number; readonly oldestSeconds: number; readonly setAside: number };
  readonly projects: readonly {
    readonly id: string;
    readonly sources: readonly {
      readonly id: string;
      /** Seconds UTC of the last complete read. */
      readonly readAt: number | null;
      readonly stale: boolean;
    }[];
  }[];
  /** Projects without pages: what they are called is nobody's business. */
  readonly others: { readonly projects: number; readonly sources: number; readonly stale: number };
}

export interface Site {
  /** Those that have pages now. */
  readonly projects: () => Promise<readonly Project[]>;
  readonly reports: ReadonlyMap<string, Report>;
  readonly ready: () => Promise<Readiness>;
  /** Renders a public report of a project as HTML, as of now. */
  readonly page: (project: Project, report: Report) => Promise<string>;
  readonly escape: (text: string) => string;
}

const plainly = (status: number, body: string): Answer => ({ status, type: 'text/plain', body: `${body}\n` });

const publicReports = (site: Site): Report[] =>
  [...site.reports.values()].filter(({ audience }) => audience === 'public');

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(value)}\n`,
});

const readiness = async (site: Site): Promise<Answer> => {
  const found = await site.ready();
  return json(found.ready ? 200 : 503, found);
};

const index = async (site: Site): Promise<Answer> => {
  const links = (await site.projects()).flatMap(project =>
    publicReports(site).map(
      report =>
        `<li><a href="/${project.id}/${report.id}">${site.escape(project.title)}: ${site.escape(report.title)}</a></li>`,
    ),
  );
  const body = `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Rollcall</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem">
<h1>Rollcall</h1><ul>${links.join('')}</ul></body></html>\n`;
  return { status: 200, type: 'text/html', body };
};

/** Answers a GET; `path` without its query. */
export const answer = async (site: Site, method: string, path: string): Promise<Answer> => {
  if (method !== 'GET' && method !== 'HEAD') return plainly(405, 'Only GET is answered here.');
  if (path === '/healthz') return json(200, { status: 'ok' });
  if (path === '/readyz') return readiness(site);
  if (path === '/') return index(site);
  const [, id, name, ...rest] = path.split('/');
  const project = (await site.projects()).find(each => each.id === id);
  const report = publicReports(site).find(each => each.id === name);
  if (!project || !report || rest.length > 0) return plainly(404, 'There is no such page.');
  return { status: 200, type: 'text/html', body: await site.page(project, report) };
};
