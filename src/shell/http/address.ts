// Which addresses are asked, and how they are shown to people.
import { SourceError } from '../../domain/errors.ts';
import { withoutSecrets } from '../../lib/secrets.ts';

const LONGEST = 160;

/** Without a password and without the query, which may hold a key. */
export const shown = (url: string): string => withoutSecrets(url.replace(/[?#].*$/s, '')).slice(0, LONGEST);

/** @throws SourceError for what is no plain address of the web. */
export const addressOf = (text: string, base?: URL): URL => {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new SourceError(`${shown(text)} is no address of the web; right would be https://HOST/PATH`);
  if (url.username !== '' || url.password !== '')
    throw new SourceError(`${shown(text)}: a password has no place in an address; name a variable for it`);
  url.hash = '';
  return url;
};

/** True where a password for the one may be told to the other: the same place, or the same place made safer. */
export const isSamePlace = (from: URL, to: URL): boolean =>
  from.origin === to.origin ||
  (from.protocol === 'http:' &&
    to.protocol === 'https:' &&
    from.hostname === to.hostname &&
    from.port === '' &&
    to.port === '');
