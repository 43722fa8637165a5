// What the configuration tells of a project on Launchpad, and what belongs to it.
import { z } from 'zod';

const NAME = '[a-z0-9][a-z0-9+.-]*';

export const SETTINGS = z.strictObject({
  project: z
    .string()
    .max(200)
    .regex(new RegExp(`^${NAME}(?:/\\+source/${NAME})?$`), {
      error: 'a project is written as in its address on Launchpad: glance, or ubuntu/+source/glance',
    })
    .describe('The project as in its address on Launchpad, such as `glance`; its series belong to it.'),
  url: z
    .string()
    .max(500)
    .regex(/^https?:\/\/[^\s?#@]+[^\s?#@/]$/, {
      error: 'the API is written as https://HOST/VERSION, without a slash at its end',
    })
    .default('https://api.launchpad.net/devel')
    .describe('The API of Launchpad with its version, for a Launchpad of one’s own.'),
});
export type Settings = z.infer<typeof SETTINGS>;

/** `/devel/glance/mitaka` is `glance/mitaka`: the first part is the version of the API. */
const targetPath = (link: string): string => {
  const path = URL.canParse(link) ? decodedPath(new URL(link)) : link;
  return path.split('/').slice(2).join('/');
};

const decodedPath = ({ pathname }: URL): string => {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
};

/** A task on the project itself, on one of its series, or on something else. */
export const taskOn = (link: string, { project }: Settings): 'itself' | 'series' | 'elsewhere' => {
  const target = targetPath(link);
  if (target === project) return 'itself';
  const [owner = '', source] = project.split('/+source/');
  const isSeries =
    source === undefined
      ? target.startsWith(`${owner}/`)
      : target.startsWith(`${owner}/`) && target.endsWith(`/+source/${source}`);
  return isSeries ? 'series' : 'elsewhere';
};
