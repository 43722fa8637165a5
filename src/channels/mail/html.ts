// The HTML beside a mail's text: the report's own, or its text as it stands.
import { html, webAddress } from '../../lib/escape.ts';

const preformatted = (text: string): string =>
  `<!doctype html>\n<html lang="en">\n<body>\n<pre style="font-family:monospace">${text
    .split('\n')
    .map(line => line.replace(/\S.*/, html))
    .join('\n')}</pre>\n</body>\n</html>\n`;

const footer = (replyWith: string | undefined): string => {
  const address = replyWith === undefined ? undefined : webAddress(replyWith);
  const answer =
    address === undefined ? html(replyWith ?? '') : `<a href="${html(address)}">${html(address)}</a>`;
  return [
    '<p style="color:#666666">Written by Rollcall. It does not read answers to this mail.',
    ...(replyWith === undefined ? [] : [`<br>To answer: ${answer}`]),
    '</p>',
  ].join('');
};

/** `text` is the whole plain text of the mail, `given` the report's own HTML, which ends with its body. */
export const mailHtml = (text: string, given: string | undefined, replyWith: string | undefined): string =>
  given === undefined ? preformatted(text) : given.replace('</body>', () => `${footer(replyWith)}\n</body>`);
