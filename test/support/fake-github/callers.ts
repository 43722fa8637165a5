// Who asks the fake: the App with its JWT, an installation, a token, or nobody in particular.
import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import type { AppIdentity } from './bodies.ts';
import { fault, type Reply } from './http.ts';
import { type Account, accountOf, type Installation, type Repo, type World } from './state.ts';

export interface Caller {
  readonly kind: 'nobody' | 'app' | 'installation' | 'token';
  /** In whose name something is written. */
  readonly as: Account;
  readonly installation?: Installation;
}

export interface Keys {
  readonly app: AppIdentity;
  /** PKCS#1, as GitHub hands it out. */
  privateKey(): string;
  publicKey(): KeyObject;
  readonly tokens: Map<string, Caller>;
  /** Seconds UTC at which an installation's token ends. */
  readonly ends: Map<string, number>;
  readonly bot: Account;
}

export const newKeys = (world: World, slug: string): Keys => {
  let pem: string | undefined;
  const privateKey = (): string => {
    pem ??= generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    }).privateKey;
    return pem;
  };
  const permissions = {
    issues: 'write',
    pull_requests: 'read',
    contents: 'read',
    metadata: 'read',
    checks: 'write',
  };
  return {
    app: {
      id: 4242,
      slug,
      owner: accountOf(world, 'app-owner'),
      permissions,
      events: ['issues', 'issue_comment', 'pull_request'],
    },
    privateKey,
    publicKey: () => createPublicKey(privateKey()),
    tokens: new Map(),
    ends: new Map(),
    bot: accountOf(world, `${slug}[bot]`),
  };
};

const decoded = (part: string | undefined): Record<string, unknown> => {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** What is wrong with an App's JWT, in GitHub's words. */
const jwtFault = (keys: Keys, jwt: string): string | undefined => {
  const [header, payload, signature] = jwt.split('.');
  const [{ alg }, { iss, exp, iat }] = [decoded(header), decoded(payload)];
  const now = Date.now() / 1000;
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    keys.publicKey(),
    Buffer.from(signature ?? '', 'base64url'),
  );
  if (alg !== 'RS256' || !isSigned) return 'A JSON web token could not be decoded';
  if (Number(iss) !== keys.app.id) return "'Issuer' claim ('iss') must be an Integer";
  if (typeof exp !== 'number' || exp < now || exp > now + 660)
    return "'Expiration time' claim ('exp') is wrong";
  return typeof iat !== 'number' || iat > now + 60 ? "'Issued at' claim ('iat') is wrong" : undefined;
};

const BAD = fault(401, 'Bad credentials');

/** @returns the caller, or the answer that turns it away. */
export const callerOf = (keys: Keys, nobody: Account, authorization: string | undefined): Caller | Reply => {
  if (authorization === undefined) return { kind: 'nobody', as: nobody };
  const credential = authorization.replace(/^(bearer|token) /i, '');
  if (credential.split('.').length === 3) {
    const wrong = jwtFault(keys, credential);
    return wrong === undefined ? { kind: 'app', as: keys.bot } : fault(401, wrong);
  }
  const caller = keys.tokens.get(credential);
  const hasEnded = (keys.ends.get(credential) ?? Number.POSITIVE_INFINITY) < Date.now() / 1000;
  if (caller === undefined || hasEnded) return BAD;
  const isSuspended = caller.installation?.suspendedAt !== undefined;
  return isSuspended ? fault(403, 'This installation has been suspended') : caller;
};

export const maySee = (caller: Caller, repo: Repo): boolean =>
  !repo.isPrivate || caller.kind === 'token' || caller.installation?.account === repo.owner;

/** The answer that turns a write away, if it may not be. */
export const mayNotWrite = (caller: Caller, repo: Repo): Reply | undefined => {
  if (caller.kind === 'nobody') return fault(401, 'Requires authentication');
  if (caller.kind === 'token' || caller.installation?.account === repo.owner) return undefined;
  return fault(403, 'Resource not accessible by integration');
};
