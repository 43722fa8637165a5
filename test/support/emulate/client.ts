// The smallest client that keeps the contract: one request, no waiting, no trying again.
import type { GitHub } from '../../../src/contracts.ts';
import { SourceError } from '../../../src/domain/errors.ts';

const USABLE = new Set([304, 404, 410, 422]);

export const plainClient = (url: string, token: string): GitHub => ({
  async request(route, parameters = {}) {
    const [method = 'GET', template = ''] = route.split(' ');
    const rest = new Map(Object.entries(parameters));
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(rest.get(name));
      rest.delete(name);
      return encodeURIComponent(value);
    });
    const isRead = method === 'GET';
    const query = new URLSearchParams([...rest].map(([name, value]): [string, string] => [name, String(value)]));
    const answer = await fetch(`${url}${path}${isRead ? `?${query}` : ''}`, {
      method,
      headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
      ...(!isRead && { body: JSON.stringify(Object.fromEntries(rest)) }),
    }).catch((cause: unknown) => {
      throw new SourceError(`${route}: GitHub cannot be reached`, { cause });
    });
    if (!answer.ok && !USABLE.has(answer.status)) throw new SourceError(`${route}: ${answer.status}`);
    const link = answer.headers.get('link') ?? '';
    const last = /[?&]page=(\d+)[^>]*>; rel="last"/.exec(link)?.[1];
    return {
      status: answer.status,
      data: await answer.json(),
      more: link.includes('rel="next"'),
      ...(last !== undefined && { lastPage: Number(last) }),
    };
  },
});
