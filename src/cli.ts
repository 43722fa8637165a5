#!/usr/bin/env node
// The command line: finds the verb, reads its options, says what went wrong.
import module from 'node:module';
import { parseArgs } from 'node:util';
import { generalHelp, verbHelp } from './cli/help.ts';
import { type Options, parseConfigOf, type Terminal, type Verb } from './cli/verb.ts';
import { ConfigError, SourceError, UsageError, UserError } from './domain/errors.ts';
import { shown } from './lib/escape.ts';
import { closest, hint } from './lib/suggest.ts';

/** In the order of the help; each is loaded when it is asked for. */
const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  init: async () => (await import('./cli/setup.ts')).initVerb,
  config: async () => (await import('./cli/setup.ts')).configVerb,
  ingest: async () => (await import('./cli/ingest.ts')).ingestVerb,
  report: async () => (await import('./cli/report.ts')).reportVerb,
  publish: async () => (await import('./cli/report.ts')).publishVerb,
  matters: async () => (await import('./cli/matters.ts')).mattersVerb,
  explain: async () => (await import('./cli/explain.ts')).explainVerb,
  ask: async () => (await import('./cli/ask.ts')).askVerb,
  people: async () => (await import('./cli/people.ts')).peopleVerb,
  roster: async () => (await import('./cli/roster.ts')).rosterVerb,
  backup: async () => (await import('./cli/upkeep.ts')).backupVerb,
  doctor: async () => (await import('./cli/upkeep.ts')).doctorVerb,
  deliveries: async () => (await import('./cli/deliveries.ts')).deliveriesVerb,
  demo: async () => (await import('./cli/demo.ts')).demoVerb,
  serve: async () => (await import('./cli/serve.ts')).serveVerb,
};

// Node 22 and later keep what they compiled for the next start.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

const terminal: Terminal = {
  print: text => void process.stdout.write(shown(text)),
  remark: text => void process.stderr.write(`${shown(text)}\n`),
  isTerminal: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
};

const chosenVerb = async (word: string): Promise<Verb> => {
  if (Object.hasOwn(VERBS, word) && VERBS[word]) return VERBS[word]();
  throw new UsageError(`There is no verb "${word}".${hint(word, Object.keys(VERBS))} See: rollcall --help`);
};

const allVerbs = (): Promise<Verb[]> => Promise.all(Object.values(VERBS).map(load => load()));

/** No word of a command line has it: it hides the minus of a number from what would take that for an option. */
const HIDDEN = '\0';

/** What follows an option may be its value. */
const hiding = (verb: Verb, args: readonly string[]): string[] =>
  args.map((arg, index) => {
    const isWord = verb.takes === Infinity && args[index - 1]?.startsWith('--') !== true;
    return isWord && /^-\d+([.,]\d+)?$/.test(arg) ? `${HIDDEN}${arg}` : arg;
  });

const parseOptions = (verb: Verb, args: readonly string[]): { words: string[]; options: Options } => {
  try {
    const { values, positionals } = parseArgs({
      args: hiding(verb, args),
      options: { ...parseConfigOf(verb), help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    return { words: positionals.map(each => each.replace(HIDDEN, '')), options: values as Options };
  } catch (error) {
    const word = /'--?([\w-]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    const near = closest(word, Object.keys(verb.options));
    if (Object.hasOwn(verb.options, word))
      throw new UsageError(`--${word} needs a value. See: rollcall ${verb.name} --help`);
    const meant = near === undefined ? '' : ` Did you mean --${near}?`;
    throw new UsageError(
      `rollcall ${verb.name} has no option --${word}.${meant} See: rollcall ${verb.name} --help`,
    );
  }
};

/** The first Ctrl-C asks to stop after the page at hand, the second one stops at once. */
const interruptions = (): (() => boolean) => {
  let asked = false;
  process.on('SIGINT', () => {
    if (asked) process.exit(INTERRUPTED);
    asked = true;
    terminal.remark('\nStopping after what is being stored; Ctrl-C again stops at once.');
  });
  return () => asked;
};

const run = async (args: readonly string[]): Promise<number> => {
  const [word, ...rest] = args;
  if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
    const about = word === 'help' ? rest[0] : undefined;
    terminal.print(about === undefined ? generalHelp(await allVerbs()) : verbHelp(await chosenVerb(about)));
    return word === undefined ? 2 : 0;
  }
  const verb = await chosenVerb(word);
  const { words, options } = parseOptions(verb, rest);
  if (options['help'] === true) {
    terminal.print(verbHelp(verb));
    return 0;
  }
  const extra = words[verb.takes ?? 0];
  if (extra !== undefined)
    throw new UsageError(`rollcall ${verb.name} takes no "${extra}". See: rollcall ${verb.name} --help`);
  const stopping = verb.name === 'serve' ? () => false : interruptions();
  const code = await verb.run({ words, options, terminal, stopping });
  return stopping() ? INTERRUPTED : code;
};

const failed = (error: unknown): number => {
  if (error instanceof ConfigError) {
    for (const fault of error.faults) terminal.remark(fault);
    return 2;
  }
  if (error instanceof UsageError) {
    terminal.remark(`rollcall: ${error.message}`);
    return 2;
  }
  if (error instanceof UserError || error instanceof SourceError) {
    terminal.remark(`rollcall: ${error.message}`);
    return 1;
  }
  terminal.remark('rollcall: this is a fault of Rollcall itself. Please report it with what follows.');
  terminal.remark(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
};

// A reader that goes away ("| head") is no failure; a full disk behind "> file" is.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0);
  terminal.remark(`rollcall: the output cannot be written: ${error.message}`);
  process.exit(1);
});

process.exitCode = await run(process.argv.slice(2)).catch(failed);
