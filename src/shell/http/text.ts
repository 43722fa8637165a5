// The text of an answer: as its header says, else UTF-8, else the old western alphabet.

const CHARSET = /;\s*charset="?([\w:.-]{1,40})/i;

const told = (contentType: string | undefined) => {
  const [, charset] = CHARSET.exec(contentType ?? '') ?? [];
  try {
    return charset === undefined ? undefined : new TextDecoder(charset);
  } catch {
    return undefined;
  }
};

/** A BOM at the start is dropped. */
export const textOf = (bytes: Uint8Array, contentType: string | undefined): string => {
  const decoder = told(contentType);
  if (decoder) return decoder.decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Logs of old channels name no alphabet.
    const isJson = /json/i.test(contentType ?? '');
    return new TextDecoder(isJson ? 'utf-8' : 'windows-1252').decode(bytes);
  }
};
