// GitHub's REST API for the house.
import type { GitHub } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';

/** Where nothing is to be asked of GitHub. */
export const NO_GITHUB: GitHub = {
  request: route => Promise.reject(new SourceError(`${route}: GitHub is not to be asked here`)),
};

/** Made when it is first asked something: whoever asks nothing of GitHub needs no credentials that are in order. */
export const lazyGitHub = (make: () => GitHub): GitHub => {
  let github: GitHub | undefined;
  return {
    request: async (route, parameters) => {
      github ??= make();
      return github.request(route, parameters);
    },
  };
};
