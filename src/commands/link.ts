// link: two accounts are one person, on the word of the PTL or an administrator.
import type { Command, Person, Request } from '../contracts.ts';
import { type Handle, SERVICES, type Service } from '../domain/activity.ts';
import { UserError } from '../domain/errors.ts';
import { plain } from '../lib/escape.ts';

interface Args {
  readonly login: string;
  /** As written, such as `irc:una`. */
  readonly account: string;
}

const USAGE = 'Write /rollcall link @login HANDLE, such as email:una@acme.example, irc:una or @other-login.';
const LOGIN = /^@[a-z\d](?:[a-z\d_-]{0,38})$/i;
const ADDRESS = /^[^\s@<>:]+@[^\s@<>:]+\.[^\s@<>:]+$/;
/** Names alone are no account. */
const WRITTEN: readonly Service[] = SERVICES.filter(service => service !== 'name');

/** An account as it is written, but for GitHub's, which are known by number. */
const accountFrom = (text: string): Handle | undefined => {
  if (ADDRESS.test(text)) return { service: 'email', id: text.toLowerCase() };
  const [, name = '', id = ''] = /^([a-z-]+):(.+)$/i.exec(text) ?? [];
  const service = WRITTEN.find(each => each === name.toLowerCase());
  if (service === undefined || service === 'github' || plain(id) !== id) return undefined;
  if (service === 'irc' || service === 'irc-account') return { service, id: id.toLowerCase() };
  if (service !== 'email') return { service, id };
  return ADDRESS.test(id) ? { service, id: id.toLowerCase() } : undefined;
};

const githubAccount = ({ handles }: Person): Handle | undefined =>
  handles.find(({ service }) => service === 'github') ?? handles[0];

const secondAccount = async (account: string, request: Request): Promise<Handle> => {
  const login = account.replace(/^github:@?/i, '@');
  const found = LOGIN.test(login)
    ? await request.find(login).then(person => person && githubAccount(person))
    : undefined;
  const handle = found ?? accountFrom(account);
  if (handle) return handle;
  throw new UserError(
    LOGIN.test(login) ? 'Nothing is known yet of the second account: nobody to be linked.' : USAGE,
  );
};

const command: Command<Args> = {
  id: 'link',
  usage: 'link @LOGIN HANDLE',
  help: 'Says that an account elsewhere (email:…, irc:…, launchpad:…, gerrit:… or @login) is the same person.',
  examples: ['/rollcall link @una-example irc:una', '/rollcall link @una-example una@acme.example'],
  allowed: 'ptl',
  parse: ([login, account, more]) => {
    if (login === undefined || account === undefined || more !== undefined || !LOGIN.test(login))
      throw new UserError(USAGE);
    return { login, account };
  },
  answer: async ({ login, account }, request) => {
    const first = await request.find(login);
    const a = first && githubAccount(first);
    if (first === undefined || a === undefined)
      throw new UserError(`Nothing is known yet of ${login}: nobody to be linked.`);
    const b = await secondAccount(account, request);
    const second = await request.find(`${b.service}:${b.id}`);
    if (first.bot || second?.bot) throw new UserError('One of them is a program: programs are not linked.');
    if (second?.key === first.key) return { audience: 'public', say: [`That is ${login} already.`] };
    // Whose it is, is not said: the place may be public, and the account an address.
    if (first.known && second?.known)
      throw new UserError('That account is somebody else’s, as the configuration or the roster says.');
    return {
      audience: 'public',
      say: [`Noted: that account and ${login} are one person.`],
      effects: [{ kind: 'link', a, b }],
    };
  },
};

export default command;
