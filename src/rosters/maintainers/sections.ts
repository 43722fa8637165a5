// Which parts of a Markdown file list people, and in which role: told by the headings, as levels nest.

export type Section = 'core' | 'emeritus' | 'none';

/** A line that may name somebody. `explicit`: a heading above says that the people of this part are listed. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly section: Exclude<Section, 'none'>;
  readonly explicit: boolean;
}

const EMERITUS = /\b(emerit\w*|alumn\w*|former(ly)?|past|previous|retired|inactive|honorary)\b/i;
const TEAM =
  /\b(maint(ainers?|ainership)|committers?|cores?|collaborators?|owners?|leads?|leadership|team|tsc|tc)\b/i;
// "Storing a maintainer key", "How to become one", "Maintainer responsibilities": about the team, not the team.
// A bare "Networking" or "Testing" is an area with people in it.
const PROSE = new RegExp(
  [
    '^\\w+ing (an?|the|new|to|up|down|your|our|from|with)\\b',
    '^(add|becom|contribut|join|leav|nominat|remov|report|stepp|stor|verify)ing\\b',
    '^(how|what|when|why|where|if)\\b',
    '\\b(responsibilit|process|polic|guideline|criteria|requirement|expectation|dut(y|ies)\\b|nominat)',
    '\\b(faq|governance|code of conduct|licen[sc]e|links|resources)\\b',
  ].join('|'),
  'i',
);
const OTHERS =
  /\b(contributors?|reviewers?|triagers?|sponsors?|adopters?|users?|community|bots?|thanks|credits|keys?)\b/i;

const classify = (heading: string): Section | undefined => {
  if (PROSE.test(heading)) return 'none';
  if (EMERITUS.test(heading)) return 'emeritus';
  if (TEAM.test(heading)) return 'core';
  return OTHERS.test(heading) ? 'none' : undefined;
};

interface Heading {
  readonly level: number;
  readonly section: Section;
  readonly explicit: boolean;
}

const under = (parent: Heading | undefined, level: number, title: string): Heading => {
  const own = classify(title);
  // "Emeritus" above "Core team" means the emeriti of the core team.
  if (parent?.section === 'emeritus' && own !== 'none') return { level, section: 'emeritus', explicit: true };
  if (own !== undefined) return { level, section: own, explicit: own !== 'none' };
  return { level, section: parent?.section ?? 'core', explicit: parent?.explicit ?? false };
};

const ATX = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const PSEUDO = /^(?:\*\*([^*]+?):?\*\*:?|__([^_]+?):?__:?|([A-Z][\w ]{2,60}):)$/;
const PSEUDO_LEVEL = 7;
const RULE = /^(=+|-{3,})\s*$/;

const headingAt = (lines: readonly string[], at: number): { level: number; title: string } | undefined => {
  const line = lines[at] ?? '';
  const atx = ATX.exec(line);
  if (atx) return { level: atx[1]?.length ?? 1, title: atx[2] ?? '' };
  const rule = lines[at + 1] ?? '';
  if (/^\s*\w/.test(line) && RULE.test(rule)) return { level: rule[0] === '=' ? 1 : 2, title: line.trim() };
  const pseudo = PSEUDO.exec(line.trim());
  const title = pseudo?.[1] ?? pseudo?.[2] ?? pseudo?.[3];
  // Only a telling line stands for a heading: other bold lines may be names.
  return title !== undefined && classify(title) !== undefined ? { level: PSEUDO_LEVEL, title } : undefined;
};

/** Blanks what is not text: HTML comments and fenced code. */
const textOnly = (source: string): string[] => {
  const blank = (part: string): string => part.replace(/[^\n]/g, '');
  return source
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .replace(/<!--[\s\S]*?(-->|$)/g, blank)
    .replace(/^ {0,3}(```|~~~)[\s\S]*?(^ {0,3}\1|$(?![\s\S]))/gm, blank)
    .split('\n');
};

interface Parts {
  /** Of the parts that list people, in order; headings and prose sections left out. */
  readonly lines: Line[];
  /** Numbers of the headings under which those who stepped down are listed; an underline belongs to its heading. */
  readonly emeritus: number[];
}

export const partsOf = (source: string): Parts => {
  const lines = textOnly(source);
  const open: Heading[] = [];
  const found: Parts = { lines: [], emeritus: [] };
  lines.forEach((text, at) => {
    const heading = headingAt(lines, at);
    if (heading) {
      while (open.length > 0 && (open.at(-1)?.level ?? 0) >= heading.level) open.pop();
      const part = under(open.at(-1), heading.level, heading.title);
      open.push(part);
      const isUnderlined = !ATX.test(text) && heading.level < PSEUDO_LEVEL && RULE.test(lines[at + 1] ?? '');
      if (part.section === 'emeritus') found.emeritus.push(at + (isUnderlined ? 2 : 1));
      return;
    }
    const { section, explicit } = open.at(-1) ?? { section: 'core' as const, explicit: false };
    if (section !== 'none') found.lines.push({ number: at + 1, text, section, explicit });
  });
  return found;
};
