// What may go wrong and whose matter it is; anything that is none of these is a bug of ours.

/** A sentence for the person who asked, posted as it is. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The outer world is ill: what is already known is kept, and its age shown. */
export class SourceError extends Error {
  override readonly name: string = 'SourceError';
}
