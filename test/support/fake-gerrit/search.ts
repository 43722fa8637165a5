// As much of Gerrit's search as is asked here; any other word is refused, as a server would.
import type { FakeChange } from './model.ts';

type Fits = (change: FakeChange) => boolean;

const TERM = /^\s*(?:(\w+):(?:"([^"]*)"|([^\s()]+))|[()])/;
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000$/;

const timeIn = (value: string): number => {
  if (!TIME.test(value)) throw new Error(`cannot parse "${value}" as time`);
  return Date.parse(value.replace(' ', 'T').replace(' +0000', 'Z')) / 1000;
};

const termOf = (operator: string, value: string): Fits => {
  switch (operator) {
    case 'project': {
      const pattern = value.startsWith('^') ? new RegExp(`${value}$`) : undefined;
      return ({ project }) => (pattern ? pattern.test(project) : project === value);
    }
    case 'branch':
      return ({ branch }) => branch === value;
    case 'after':
      return ({ updated }) => updated >= timeIn(value);
    case 'before':
      return ({ updated }) => updated <= timeIn(value);
    default:
      throw new Error(`unsupported operator ${operator}:${value}`);
  }
};

/** @throws Error for what Gerrit would answer with 400. */
export const searchFor = (query: string): Fits => {
  const terms: Fits[] = [];
  for (let rest = query; rest.trim() !== ''; ) {
    const found = TERM.exec(rest);
    if (!found) throw new Error(`line 1:0 no viable alternative at "${rest}"`);
    const [whole, operator, quoted, plain = ''] = found;
    if (operator !== undefined) terms.push(termOf(operator, quoted ?? plain));
    rest = rest.slice(whole.length);
  }
  return change => terms.every(fits => fits(change));
};
