// The name of a mail, the same whenever it is sent, and the name of the one a week before.

/** Letters that may stand in a Message-ID anywhere. */
const part = (text: string): string => text.toLowerCase().replace(/[^a-z0-9-]+/g, '-');

/** `weekly 2026-W33` of `lumen` from `rollcall@example.org` is `<rollcall.lumen.weekly.2026-w33@example.org>`. */
export const messageId = (project: string, key: string, from: string): string => {
  const host = from.slice(from.lastIndexOf('@') + 1);
  return `<${['rollcall', project, ...key.split(' ')].map(part).join('.')}@${host}>`;
};

const ID = /^<[a-z0-9.-]{1,300}@[A-Za-z0-9.-]{1,253}>/;

/** The name in the receipt of a mail. */
export const idIn = (receipt: string | undefined): string | undefined => ID.exec(receipt ?? '')?.[0];

/** Where a mail stands: its name, and who did not get it. */
export const receiptOf = (id: string, refused: readonly string[]): string =>
  refused.length === 0 ? id : `${id}; the server refused ${refused.join(', ')}`;
