// A house without ways out: a test opens those that it is about.
import type { Out } from '../../src/contracts.ts';
import { NO_GITHUB } from '../../src/shell/github.ts';

const closed = (what: string) => () => Promise.reject(new Error(`${what} is elsewhere`));

export const CLOSED: Out = {
  github: NO_GITHUB,
  now: () => 0,
  secret: () => undefined,
  send: closed('the web'),
  submit: closed('mail'),
  chat: closed('the chat'),
  write: closed('the terminal'),
  save: closed('the disk'),
};
