// Keeps passwords out of what is printed.

/** Error texts end up in logs and reports: a password in a URL does not. */
export const withoutSecrets = (text: string): string => text.replace(/:\/\/[^/\s]*@/g, '://');
