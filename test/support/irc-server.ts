// Real IRC servers for tests: ngircd, and inspircd with the services of Atheme; and people who talk there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { packageRoot } from './root.ts';

/** Of `localhost`; to be trusted by a process of its own, through NODE_EXTRA_CA_CERTS. */
export const CERTIFICATE = join(packageRoot(), 'test/fixtures/mail/certificate.pem');
const KEY = join(packageRoot(), 'test/fixtures/mail/key.pem');

const PLACES = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/bin'];
const programOf = (name: string): string | undefined =>
  PLACES.map(place => join(place, name)).find(path => existsSync(path));

const NAMES = { ngircd: ['ngircd'], inspircd: ['inspircd', 'atheme-services'] } as const;

/** Which of the programs for this kind of server are not here; empty: it can be run. */
export const missing = (kind: keyof typeof NAMES): readonly string[] =>
  NAMES[kind].filter(name => programOf(name) === undefined);

export interface IrcServer {
  readonly port: number;
  readonly tlsPort: number;
  /** With SIGKILL. */
  kill(): Promise<void>;
  /** Again, at the same ports. */
  start(): Promise<void>;
}

const freePorts = async (count: number): Promise<number[]> => {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map(server => once(server, 'listening')));
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
};

/** Atheme refuses to run as root, and the others need not. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

const ownFolder = (t: ExecutionContext, files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-irc-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'run'));
  copyFileSync(CERTIFICATE, join(folder, 'tls.crt'));
  copyFileSync(KEY, join(folder, 'tls.key'));
  chmodSync(join(folder, 'tls.key'), 0o600);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  if (NOBODY)
    for (const name of ['.', 'run', 'tls.key', 'tls.crt', ...Object.keys(files)])
      chownSync(join(folder, name), NOBODY.uid, NOBODY.gid);
  return folder;
};

const PATIENCE = 60_000;

const isOpen = async (port: number): Promise<boolean> => {
  const socket = createConnection({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/** Looks again and again, for a bounded time. */
export const until = async (what: string, isSo: () => Promise<boolean> | boolean): Promise<void> => {
  for (let waited = 0; !(await isSo()); waited += 50) {
    if (waited > PATIENCE) throw new Error(`${what}: not within ${PATIENCE / 1000} s`);
    await sleep(50);
  }
};

/** Ends the server with us, however we end: a test that is killed tears nothing down, but its end of the pipe closes. */
const UNTIL_WE_END = '"$0" "$@" & server=$!; cat > /dev/null; kill -9 "$server"; wait "$server"';

const run = (t: ExecutionContext, folder: string, name: string, args: readonly string[]): ChildProcess => {
  const command = [UNTIL_WE_END, programOf(name) ?? name, ...args];
  const child = spawn('/bin/sh', ['-c', ...command], {
    ...{ cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] },
    ...NOBODY,
  });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  t.teardown(() => void child.stdin?.end());
  return child;
};

const killed = async (child: ChildProcess | undefined): Promise<void> => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.end();
  await once(child, 'exit');
};

const NGIRCD = (port: number, sealed: string): string => `[Global]
Name = irc.rollcall.test
Info = for tests
Listen = 127.0.0.1
Ports = ${port}
MotdPhrase = "welcome"
[Options]
PAM = no
Ident = no
DNS = no
[Limits]
MaxConnectionsIP = 0
MaxNickLength = 30
${sealed}`;

/** With TLS it takes seconds to begin. */
export const ngircd = async (t: ExecutionContext, withTls = false): Promise<IrcServer> => {
  const [port = 0, tlsPort = 0] = await freePorts(2);
  const sealed = withTls ? `[SSL]\nCertFile = tls.crt\nKeyFile = tls.key\nPorts = ${tlsPort}\n` : '';
  const folder = ownFolder(t, { 'ngircd.conf': NGIRCD(port, sealed) });
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = run(t, folder, 'ngircd', ['-n', '-f', join(folder, 'ngircd.conf')]);
    await until('ngircd listens', () => isOpen(withTls ? tlsPort : port));
  };
  await start();
  return { port, tlsPort, start, kill: () => killed(child) };
};

const SERVICES = 'services.rollcall.test';
const MODULES = [
  'ssl_gnutls',
  'spanningtree',
  'services_account',
  'cap',
  'sasl',
  'ircv3',
  'ircv3_servertime',
];

const INSPIRCD = (ports: readonly number[], folder: string, more: readonly string[]): string => {
  const [port, tlsPort, link] = ports;
  const modules = [...MODULES, ...more].map(name => `<module name="${name}">`).join('\n');
  return `<server name="irc.rollcall.test" description="for tests" id="1RC" network="Test">
<admin name="nobody" nick="nobody" email="nobody@example.org">
<bind address="127.0.0.1" port="${port}" type="clients">
<bind address="127.0.0.1" port="${tlsPort}" type="clients" sslprofile="own">
<bind address="127.0.0.1" port="${link}" type="servers">
${modules}
<sslprofile name="own" provider="gnutls" certfile="${folder}/tls.crt" keyfile="${folder}/tls.key">
<connect allow="*" maxchans="20" timeout="30" localmax="100" globalmax="100" recvq="8192" pingfreq="120"
  commandrate="1000" threshold="10" fakelag="yes">
<sasl target="${SERVICES}" requiressl="no">
<link name="${SERVICES}" ipaddr="127.0.0.1" port="${link}" allowmask="127.0.0.0/8" sendpass="link" recvpass="link">
<uline server="${SERVICES}" silent="yes">
<options defaultmodes="nt" allowmismatch="no">
<log method="file" type="*" level="default" target="${folder}/run/ircd.log">
<pid file="${folder}/run/ircd.pid">
<path datadir="${folder}/run" logdir="${folder}/run" runtimedir="${folder}/run">
`;
};

const ATHEME = (link: number): string => `loadmodule "modules/protocol/inspircd";
loadmodule "modules/backend/opensex";
loadmodule "modules/crypto/pbkdf2v2";
loadmodule "modules/nickserv/main";
loadmodule "modules/nickserv/register";
loadmodule "modules/nickserv/identify";
loadmodule "modules/saslserv/main";
loadmodule "modules/saslserv/plain";
serverinfo {
  name = "${SERVICES}";
  desc = "services";
  numeric = "00A";
  recontime = 1;
  netname = "Test";
  adminname = "nobody";
  adminemail = "nobody@example.org";
  registeremail = "nobody@example.org";
  auth = none;
  casemapping = rfc1459;
  maxlogins = 20;
};
uplink "irc.rollcall.test" {
  host = "127.0.0.1";
  port = ${link};
  send_password = "link";
  receive_password = "link";
};
nickserv { nick = "NickServ"; user = "NickServ"; host = "${SERVICES}"; real = "nicks"; };
saslserv { nick = "SaslServ"; user = "SaslServ"; host = "${SERVICES}"; real = "sasl"; };
general { commit_interval = 5; default_clone_allowed = 50; };
`;

/** `more`: modules beside those that it needs, such as `ircv3_accounttag`. */
export const inspircd = async (
  t: ExecutionContext,
  more: readonly string[] = [],
  services: 'services' | 'no services' = 'services',
): Promise<IrcServer> => {
  const ports = await freePorts(3);
  const [port = 0, tlsPort = 0, link = 0] = ports;
  const folder = ownFolder(t, { 'atheme.conf': ATHEME(link), 'inspircd.conf': '' });
  writeFileSync(join(folder, 'inspircd.conf'), INSPIRCD(ports, folder, more));
  const children: ChildProcess[] = [];
  const start = async (): Promise<void> => {
    children.push(run(t, folder, 'inspircd', ['--nofork', '--config', join(folder, 'inspircd.conf')]));
    await until('inspircd listens', () => isOpen(tlsPort));
    if (services === 'no services') return;
    const places = ['-c', join(folder, 'atheme.conf'), '-D', join(folder, 'run')];
    const files = ['-l', join(folder, 'run/atheme.log'), '-p', join(folder, 'run/atheme.pid')];
    children.push(run(t, folder, 'atheme-services', ['-n', ...places, ...files]));
    const looker = await visitor(t, port, 'looker');
    await until('the services are there', async () => {
      looker.raw('WHOIS NickServ');
      return (await looker.heard(/ (?:311|401) looker NickServ/i)).includes(' 311 ');
    });
    looker.quit();
  };
  await start();
  return {
    ...{ port, tlsPort, start },
    kill: async () => void (await Promise.all(children.splice(0).map(killed))),
  };
};

/** Somebody on the network, as a bare socket: what it sends is what the server gets. */
export interface Visitor {
  /** All that the server told, each line once. */
  readonly lines: string[];
  raw(line: string): void;
  say(target: string, text: string): void;
  /** The next line like this, of those that were not asked for yet. */
  heard(pattern: RegExp): Promise<string>;
  join(channel: string): Promise<void>;
  /** Makes an account of its nick, and is signed in to it. */
  register(password: string): Promise<void>;
  /** Signs in to an account that is there. */
  identify(account: string, password: string): Promise<void>;
  quit(): void;
}

export const visitor = async (
  t: ExecutionContext,
  port: number,
  nick: string,
  user = nick,
): Promise<Visitor> => {
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  t.teardown(() => void socket.destroy());
  const lines: string[] = [];
  let [rest, next] = ['', 0];
  const raw = (line: string): void => void socket.write(`${line}\r\n`);
  socket.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\r\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      if (line.startsWith('PING')) raw(line.replace('PING', 'PONG'));
      else lines.push(line);
    }
  });
  const heard = async (pattern: RegExp): Promise<string> => {
    let found = -1;
    await until(`${nick} hears ${pattern}`, () => {
      found = lines.findIndex((line, index) => index >= next && pattern.test(line));
      return found >= 0;
    });
    next = found + 1;
    return lines[found] ?? '';
  };
  raw(`NICK ${nick}`);
  raw(`USER ${user} 0 * :${nick}`);
  await heard(/ (?:376|422) /);
  return {
    ...{ lines, raw, heard },
    say: (target, text) => raw(`PRIVMSG ${target} :${text}`),
    async join(channel) {
      raw(`JOIN ${channel}`);
      await heard(/ 366 /);
    },
    async register(password) {
      raw(`PRIVMSG NickServ :REGISTER ${password} ${nick}@example.org`);
      await heard(/NOTICE .*is now registered/);
    },
    async identify(account, password) {
      raw(`PRIVMSG NickServ :IDENTIFY ${account} ${password}`);
      await heard(/NOTICE .*You are now (?:identified|logged in)/);
    },
    quit: () => void socket.end('QUIT\r\n'),
  };
};
