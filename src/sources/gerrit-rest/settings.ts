// What the configuration tells of a Gerrit server that is read through its REST API.
import { z } from 'zod';
import { GERRIT_PLACE, isWholeSignIn, SIGN_IN } from '../../lib/gerrit-rest.ts';

export const SETTINGS = z
  .strictObject({
    ...GERRIT_PLACE,
    project: z
      .string()
      .regex(/^[^\s"]+$/, {
        error: 'a project is written openstack/glance, or openstack/glance* for several',
      })
      .optional()
      .describe(
        'Project on the server; `*` stands for any part of a name, and what begins with `^` is Gerrit’s own pattern. ' +
          'All projects when absent.',
      ),
    query: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .optional()
      .describe('Further words of Gerrit’s search that a change has to fit, such as `branch:master`.'),
  })
  .refine(isWholeSignIn, SIGN_IN);
export type Settings = z.infer<typeof SETTINGS>;

const projectTerm = (project: string): string => {
  if (project.startsWith('^') || !project.includes('*')) return `project:"${project}"`;
  // In brackets, since older servers do not read a backslash between quotes as it is meant.
  const literal = project.split('*').map(part => part.replace(/[.+?|$~#&<>@(){}]/g, '[$&]'));
  return `project:"^${literal.join('.*')}"`;
};

/** Gerrit's search for all that is to be read. */
export const searchOf = ({ project, query }: Pick<Settings, 'project' | 'query'>): string =>
  [
    ...(project === undefined ? [] : [projectTerm(project)]),
    ...(query === undefined ? [] : [`(${query})`]),
  ].join(' ');
