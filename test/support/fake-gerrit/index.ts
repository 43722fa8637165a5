// A Gerrit server of our own, with the shapes of Gerrit's REST documentation and with faults on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { changeInfo, commentInfos, type People, timestamp } from './answers.ts';
import { type Acts, actsOn, type FakeAccount, type FakeChange } from './model.ts';
import { searchFor } from './search.ts';

/** `cut`: the body breaks off; `slow`: nothing comes; a number: that status. */
export interface Fault {
  readonly path: RegExp;
  readonly what: number | 'cut' | 'slow' | 'html';
  times: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AuditEvent {
  readonly type: 'ADD_USER' | 'REMOVE_USER' | 'ADD_GROUP' | 'REMOVE_GROUP';
  /** Account number, or the name of a group. */
  readonly member: number | string;
  readonly by: number;
  readonly at: number;
}

export interface FakeGroup {
  members: number[];
  /** Undefined: whoever asks may not see it. */
  log?: AuditEvent[];
}

export type NewChange = Partial<FakeChange> & { readonly number: number };

const answer = (response: ServerResponse, body: unknown): ServerResponse =>
  response
    .writeHead(200, { 'content-type': 'application/json; charset=UTF-8' })
    .end(`)]}'\n${JSON.stringify(body)}\n`);

const refuse = (response: ServerResponse, status: number, text: string): ServerResponse =>
  response.writeHead(status, { 'content-type': 'text/plain; charset=UTF-8' }).end(`${text}\n`);

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const stumble = (fault: Fault, response: ServerResponse): void => {
  fault.times -= 1;
  if (fault.what === 'slow') return;
  if (fault.what === 'html') response.end('<html>Sign in</html>');
  else if (typeof fault.what === 'number')
    response.writeHead(fault.what, fault.headers).end('out of order\n');
  else {
    response.writeHead(200, { 'content-length': '5000' }).write(`)]}'\n[{"_number": 1, `);
    setTimeout(() => response.destroy(), 5);
  }
};

export const fakeGerrit = () => {
  const changes = new Map<number, FakeChange>();
  const accounts = new Map<number, FakeAccount>();
  const groups = new Map<string, FakeGroup>();
  const faults: Fault[] = [];
  const log: { path: string; signedIn: boolean }[] = [];
  const hooks: { beforeList?: (count: number) => void; limit: number; signIn?: string } = { limit: 500 };
  let lists = 0;

  const people: People = number => accounts.get(number) ?? { _account_id: number };

  const list = (url: URL, response: ServerResponse): ServerResponse => {
    lists += 1;
    hooks.beforeList?.(lists);
    let fits: (change: FakeChange) => boolean;
    try {
      fits = searchFor(url.searchParams.get('q') ?? '');
    } catch (error) {
      return refuse(response, 400, (error as Error).message);
    }
    const found = [...changes.values()]
      .filter(fits)
      .sort((a, b) => b.updated - a.updated || b.number - a.number);
    const start = Number(url.searchParams.get('S') ?? 0);
    const count = Math.min(hooks.limit, Number(url.searchParams.get('n') ?? hooks.limit));
    const options = new Set(url.searchParams.getAll('o'));
    const infos = found.slice(start, start + count).map(change => changeInfo(change, options, people));
    const last = infos.at(-1);
    if (last && found.length > start + count) Object.assign(last, { _more_changes: true });
    return answer(response, infos);
  };

  const group = (name: string, part: string, response: ServerResponse): ServerResponse => {
    const found = groups.get(name);
    if (!found) return refuse(response, 404, `Not found: ${name}`);
    if (part.startsWith('members')) return answer(response, found.members.map(people));
    if (!found.log) return refuse(response, 403, 'not group owner');
    const events = found.log.map(({ type, member, by, at }) => ({
      type,
      member: typeof member === 'number' ? people(member) : { id: `id-${member}`, name: member },
      user: people(by),
      date: timestamp(at),
    }));
    return answer(response, events.reverse());
  };

  const route = (url: URL, response: ServerResponse): ServerResponse => {
    const path = url.pathname.replace(/^\/a\//, '/');
    if (path === '/changes/') return list(url, response);
    const commented = changes.get(Number(/^\/changes\/(\d+)\/comments$/.exec(path)?.[1]));
    if (commented) return answer(response, commentInfos(commented, people));
    const [, name, part = ''] = /^\/groups\/([^/]+)\/(members\/|log\.audit)$/.exec(path) ?? [];
    if (name !== undefined) return group(decodeURIComponent(name), part, response);
    return refuse(response, 404, 'Not Found');
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const signedIn = url.pathname.startsWith('/a/');
    log.push({ path: `${url.pathname}${url.search}`, signedIn });
    const fault = faults.find(({ path, times }) => times > 0 && path.test(url.pathname + url.search));
    if (fault) stumble(fault, response);
    else if (signedIn && request.headers.authorization !== hooks.signIn)
      refuse(response, 401, 'Unauthorized');
    else route(url, response);
  };

  return {
    changes,
    groups,
    faults,
    log,
    hooks,
    account(number: number, more: Omit<FakeAccount, '_account_id'> = {}): number {
      accounts.set(number, { _account_id: number, ...more });
      return number;
    },
    signIn(user: string, password: string): void {
      hooks.signIn = basic(user, password);
    },
    add(change: FakeChange): Acts {
      changes.set(change.number, change);
      return actsOn(change);
    },
    /** A change with its first patch set. */
    change(given: NewChange): Acts {
      const { number, created = 1_600_000_000 + number * 1000, owner = 1 } = given;
      const change: FakeChange = {
        project: 'garden/shed',
        branch: 'main',
        changeId: `I${String(number).padStart(40, '0')}`,
        subject: 'Paint the shed',
        commitMessage: 'Paint the shed\n\nCloses-Bug: #1234\n',
        status: 'NEW',
        topic: '',
        hashtags: [],
        wip: false,
        revisions: [{ number: 1, by: owner, at: created }],
        votes: [],
        comments: [],
        messages: [
          {
            by: owner,
            at: created,
            text: 'Uploaded patch set 1.',
            tag: 'autogenerated:gerrit:newPatchSet',
            revision: 1,
          },
        ],
        updated: created,
        ...given,
        created,
        owner,
      };
      changes.set(number, change);
      return actsOn(change);
    },
    async listen(): Promise<{ url: string; close: () => void }> {
      const server = createServer(handle);
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      // A test that forgets it ends all the same.
      server.unref();
      return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      };
    },
  };
};
export type FakeGerrit = ReturnType<typeof fakeGerrit>;
