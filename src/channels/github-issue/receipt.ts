// Where something was said, in one line: the address of the issue or the comment.

export interface Receipt {
  readonly issue: number;
  readonly comment?: number;
}

const RECEIPT = /\/issues\/([1-9]\d{0,15})(?:#issuecomment-([1-9]\d{0,17}))?$/;

/** Undefined for what is no receipt of ours. */
export const receiptFrom = (text: string | undefined): Receipt | undefined => {
  const match = RECEIPT.exec(text ?? '');
  if (!match) return undefined;
  return { issue: Number(match[1]), ...(match[2] !== undefined && { comment: Number(match[2]) }) };
};

/** The address that GitHub gives, or, where that is no address of an issue, the way to it. */
export const receiptText = (url: string, repo: string, { issue, comment }: Receipt): string => {
  const given = receiptFrom(url);
  if (given?.issue === issue && given.comment === comment) return url;
  return `${repo}/issues/${issue}${comment === undefined ? '' : `#issuecomment-${comment}`}`;
};
