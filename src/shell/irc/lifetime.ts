// What must end with a connection: its timers, and whoever waits for something that will not come any more.

export interface Lifetime {
  hasEnded(): boolean;
  /** Milliseconds; never once it has ended. */
  readonly after: (wait: number, run: () => void) => void;
  /** A promise that is broken at the end. `begin` returns how to stop waiting. */
  lasting<Found>(
    begin: (resolve: (found: Found) => void, reject: (error: Error) => void) => () => void,
  ): Promise<Found>;
  /** Called at the end, or at once when that was before. */
  atEnd(run: () => void): void;
  end(): void;
}

export const lifetime = (gone: () => Error): Lifetime => {
  const [timers, enders] = [new Set<NodeJS.Timeout>(), new Set<() => void>()];
  let hasEnded = false;
  return {
    hasEnded: () => hasEnded,
    after(wait, run) {
      if (hasEnded) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, wait);
      timers.add(timer);
    },
    lasting: begin =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          enders.delete(broken);
          cease();
          act();
        };
        const broken = (): void => settle(() => reject(gone()));
        const cease = begin(
          found => settle(() => resolve(found)),
          error => settle(() => reject(error)),
        );
        if (hasEnded) broken();
        else enders.add(broken);
      }),
    atEnd(run) {
      if (hasEnded) run();
      else enders.add(run);
    },
    end() {
      hasEnded = true;
      for (const timer of timers) clearTimeout(timer);
      for (const ender of [...enders]) ender();
    },
  };
};
