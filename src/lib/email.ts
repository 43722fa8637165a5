// E-mail addresses as they stand in the running text of rosters.

const ADDRESS = /\w[\w.+%'-]*@[A-Za-z\d](?:[A-Za-z\d-]*[A-Za-z\d])?(?:\.[A-Za-z\d-]+)+/;

/** The first address in a text as it is written there. */
export const findEmail = (text: string): string | undefined => ADDRESS.exec(text)?.[0];
