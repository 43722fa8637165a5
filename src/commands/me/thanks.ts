// What somebody did that may be said in public: titles and links, and no count, rate or silence.
import type { Block, Person, Request } from '../../contracts.ts';
import type { Kind } from '../../domain/activity.ts';
import { daysBefore } from '../../domain/calendar.ts';
import { linkTo } from '../../lib/report-parts.ts';
import changesMerged from '../../metrics/changes-merged.ts';

/** Days in which a change was merged, or a bug triaged. */
const LATELY = 30;
/** Days in which a change was reviewed before. */
const LOOKED = 180;
/** A few of them: a whole list could be counted. */
const SHOWN = 5;

const REVIEWING: readonly Kind[] = ['review', 'inline-comment', 'approval'];

type Asked = Pick<Request, 'project' | 'ledger' | 'at'>;

const mergedWithHelp = async ({ key }: Person, { project, ledger, at }: Asked) => {
  const window = daysBefore(at, LOOKED, project.timezone);
  const events = await ledger.events(key, window, REVIEWING);
  const place = (item: string | undefined, url: string | null | undefined): string => `${item} ${url ?? ''}`;
  const reviewed = new Set(events.filter(({ own }) => !own).map(({ item, url }) => place(item, url)));
  const merged = await ledger.measure(changesMerged, project.id, {
    ...daysBefore(at, LATELY, project.timezone),
  });
  return merged
    .filter(fact => reviewed.has(place(fact.number, fact.url)))
    .sort((a, b) => b.at - a.at || a.item - b.item)
    .slice(0, SHOWN)
    .map(linkTo);
};

const mergedOfOwn = async ({ key }: Person, { project, ledger, at }: Asked) => {
  const window = daysBefore(at, LATELY, project.timezone);
  const merged = await ledger.measure(changesMerged, project.id, { ...window });
  return merged
    .filter(({ owner }) => owner === key)
    .sort((a, b) => b.at - a.at || a.item - b.item)
    .slice(0, SHOWN)
    .map(linkTo);
};

const triaged = async ({ key }: Person, { project, ledger, at }: Asked) => {
  const events = await ledger.events(key, daysBefore(at, LATELY, project.timezone), ['bug-triage']);
  const byBug = new Map(events.map(event => [`${event.origin} ${event.item}`, event]));
  return [...byBug.values()]
    .sort((a, b) => b.at - a.at)
    .slice(0, SHOWN)
    .map(({ item = '', title = null, url = null }) => linkTo({ number: item, title, url }));
};

export const thanksFor = async (person: Person, request: Asked): Promise<Block[]> => {
  const own = await mergedOfOwn(person, request);
  const [merged, bugs] = [await mergedWithHelp(person, request), await triaged(person, request)];
  return [
    ...(own.length === 0 ? [] : ['Merged lately, made by you:', { list: own }]),
    ...(merged.length === 0 ? [] : ['Merged lately, with your review:', { list: merged }]),
    ...(bugs.length === 0 ? [] : ['Triaged lately, by you:', { list: bugs }]),
  ];
};
