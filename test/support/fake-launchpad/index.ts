// A stateful fake of Launchpad's REST API: seeded by simple calls, asked over HTTP or directly, ill when told to be.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { Http } from '../../../src/contracts.ts';
import { SourceError } from '../../../src/domain/errors.ts';
import { bugHandle, type FakeBug, newTask } from './bug.ts';
import { ask, type Desk, type Fault, faultFor, type Reply, textOf } from './door.ts';
import { emptyWorld, type FakeBugState, type When } from './state.ts';

export type { FakeBug } from './bug.ts';
export { timeText } from './state.ts';

interface Filed {
  readonly by: string;
  readonly at?: When;
  readonly id?: number;
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly status?: string;
  /** What the log calls the project. */
  readonly name?: string;
}

const DIRECT = 'http://launchpad.test/devel';

const direct =
  (desk: Desk): Http['get'] =>
  async url => {
    const address = new URL(url);
    const fault = faultFor(desk, address);
    fault?.first?.();
    desk.log.push(`${address.pathname}${address.search}`);
    const reply: Reply =
      fault?.status === undefined ? ask(desk, address) : { status: fault.status, ...fault };
    const usable = (reply.status >= 200 && reply.status < 300) || [304, 404, 410].includes(reply.status);
    if (!usable) throw new SourceError(`${address.host} answered ${reply.status}`);
    const text = textOf(fault?.body === undefined ? reply : { ...reply, body: fault.body });
    return { status: reply.status, headers: {}, body: text.slice(0, fault?.cutAfter ?? text.length) };
  };

export const fakeLaunchpad = ({ most = 300 }: { readonly most?: number } = {}) => {
  const world = emptyWorld();
  const desk: Desk = { world, faults: [], log: [], recorded: new Map(), most };

  const server = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const fault = faultFor(desk, url);
      fault?.first?.();
      desk.log.push(`${url.pathname}${url.search}`);
      if (fault?.slow !== undefined) await wait(fault.slow);
      const answer = fault?.status === undefined ? ask(desk, url) : { status: fault.status, ...fault };
      const reply: Reply = fault?.body === undefined ? answer : { ...answer, body: fault.body };
      const bytes = Buffer.from(textOf(reply));
      response.writeHead(reply.status, {
        'content-type': 'application/json',
        'content-length': bytes.byteLength,
        ...reply.headers,
      });
      if (fault?.cutAfter === undefined) return void response.end(bytes);
      response.write(bytes.subarray(0, fault.cutAfter), () => response.destroy());
    };
    serve().catch((error: unknown) => response.destroy(error as Error));
  });

  return {
    world,
    desk,
    log: desk.log,
    person: (name: string, shown: string): void => void world.people.set(name, shown),
    project: (name: string): void => void world.projects.add(name),
    bug: (project: string, { by, at, id, title, tags = [], status, name }: Filed): FakeBug => {
      const number = id ?? 1001 + world.bugs.size;
      const createdAt = world.time(at);
      const state: FakeBugState = {
        id: number,
        title: title ?? `Bug ${number}`,
        owner: by,
        createdAt,
        updatedAt: createdAt,
        tags: [...tags],
        duplicateOf: null,
        isPrivate: false,
        tasks: [newTask(project, by, createdAt, status, name)],
        log: [{ at: createdAt, by, what: 'bug', before: null, after: null, message: 'added bug' }],
        messages: [{ at: createdAt, by }],
      };
      world.projects.add(project);
      world.bugs.set(number, state);
      return bugHandle(world, state);
    },
    /** The next request, or the next for an address like this, is answered so. */
    fail: (fault: Fault, times = 1): void => {
      for (let index = 0; index < times; index += 1) desk.faults.push(fault);
    },
    /** Answered so from now on; `at` is a path, with a query or without. */
    record: (at: string, reply: Reply): void => void desk.recorded.set(at, reply),
    /** Without a socket, for those who have it at hand; its API is at `url`. */
    direct: { http: { get: direct(desk) } satisfies Http, url: DIRECT },
    /** The address of its API, on a real socket until the test ends. */
    listen: async (t: ExecutionContext): Promise<string> => {
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      t.teardown(
        () =>
          new Promise<void>(resolve => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      );
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/devel`;
    },
  };
};
export type FakeLaunchpad = ReturnType<typeof fakeLaunchpad>;
