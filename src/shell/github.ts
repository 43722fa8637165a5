// GitHub's REST API for the house.
import type { GitHub } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';

/** Where nothing is to be asked of GitHub. */
export const NO_GITHUB: GitHub = {
  request: route => Promise.reject(new SourceError(`${route}: GitHub is not to be asked here`)),
};
