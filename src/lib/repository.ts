// Names on GitHub: `owner/name`.

export const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/** The name as the parameters of GitHub's routes. */
export const apart = (name: string): { readonly owner: string; readonly repo: string } => {
  const [owner = '', repo = ''] = name.split('/');
  return { owner, repo };
};

/** GitHub does not tell capitals from small letters. */
export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const REMOTE =
  /^(?:https:\/\/(?:[^@/]+@)?|ssh:\/\/git@|git@)github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/i;

/** `owner/name` of an address that git clones from; undefined where that is not GitHub. */
export const nameInRemote = (address: string): string | undefined => REMOTE.exec(address.trim())?.[1];
