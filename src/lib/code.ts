// Lines to be taken as they stand, such as a patch: what begins a line stays, what could steer a reader's eye goes.

const UNSEEN = /[^\P{Cc}\t]|[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

const clean = (line: string): string => line.replace(UNSEEN, ' ');

/** In Markdown: a fence that nothing within can close. */
export const fenced = (lines: readonly string[]): string => {
  const runs = lines.flatMap(line => line.match(/`+/g) ?? []).map(run => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map(length => length + 1)));
  return [fence, ...lines.map(clean), fence].join('\n');
};

/** Where the patch ends that begins at this line; `at` itself where none does. */
export const patchEnd = (lines: readonly string[], at: number): number => {
  if (!/^--- \S/.test(lines[at] ?? '') || !/^\+\+\+ \S/.test(lines[at + 1] ?? '')) return at;
  let end = at + 2;
  while (/^[-+ @\\]/.test(lines[end] ?? '')) end++;
  return end;
};

/** In plain text: two spaces before each line; but a patch is only one, to `git apply`, that begins at the edge. */
export const indented = (lines: readonly string[]): string => {
  const edge = patchEnd(lines, 0) === lines.length ? '' : '  ';
  return lines.map(line => `${edge}${clean(line)}`).join('\n');
};
