// Renders a report's model: every string is escaped for the format before a template sees it.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import Handlebars from 'handlebars';
import type { Format, Grid, Report } from '../contracts.ts';
import { fenced, indented } from '../lib/code.ts';
import { csv, html, markdown, plain, webAddress } from '../lib/escape.ts';
import { htmlTable, mailTable, markdownTable, textTable } from '../lib/table.ts';

/** `mail` is HTML as mail programs show it: no style sheet, no picture, no script. */
type TemplateFormat = Exclude<Format, 'json' | 'csv'> | 'mail';

const EXTENSION: Readonly<Record<TemplateFormat, string>> = {
  text: 'txt',
  markdown: 'md',
  html: 'html',
  mail: 'mail',
};
const ESCAPE: Readonly<Record<TemplateFormat, (text: string) => string>> = {
  text: plain,
  markdown,
  html,
  mail: html,
};
const TABLE: Readonly<Record<TemplateFormat, (grid: SafeGrid) => string>> = {
  text: textTable,
  markdown: markdownTable,
  html: htmlTable,
  mail: mailTable,
};

const LINK: Readonly<Record<TemplateFormat, (text: string, url: string) => string>> = {
  text: (text, url) => `${text}  ${url}`,
  markdown: (text, url) => `[${text}](${url})`,
  html: (text, url) => `<a href="${html(url)}">${text}</a>`,
  mail: (text, url) => `<a href="${html(url)}">${text}</a>`,
};

const CODE: Readonly<Record<TemplateFormat, (lines: readonly string[]) => string>> = {
  text: indented,
  markdown: fenced,
  html: lines => `<pre>${lines.map(html).join('\n')}</pre>`,
  mail: lines => `<pre>${lines.map(html).join('\n')}</pre>`,
};

interface SafeGrid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const isLink = (value: object): value is { text: string; url: string } =>
  Object.keys(value).length === 2 && 'text' in value && 'url' in value;

/** Lines such as those of a patch, to be shown as they stand. */
const isCode = (value: object): value is { code: string[] } =>
  Object.keys(value).length === 1 && 'code' in value && Array.isArray(value.code);

/** Templates may then print any string as it stands: there is no way to forget the escaping. */
export const escapeAll = (value: unknown, format: TemplateFormat): unknown => {
  if (typeof value === 'string') return ESCAPE[format](value);
  if (Array.isArray(value)) return value.map(each => escapeAll(each, format));
  if (typeof value !== 'object' || value === null) return value;
  if (isCode(value)) return CODE[format](value.code);
  if (isLink(value)) {
    const [text, url] = [ESCAPE[format](value.text), webAddress(value.url)];
    return url === undefined ? text : LINK[format](text, url);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escapeAll(each, format)]));
};

/** An address would tear a text table apart: there a link is its text. */
const safeGrid = ({ head, rows }: Grid, format: TemplateFormat): SafeGrid => {
  const shown =
    format === 'text'
      ? rows.map(row => row.map(cell => (typeof cell === 'string' ? cell : cell.text)))
      : rows;
  return escapeAll({ head, rows: shown }, format) as SafeGrid;
};

const oneDecimal = (value: number): string => (Math.round(value * 10) / 10).toFixed(1).replace(/\.0$/, '');

/** "5 hours" below a day and a half, days above. */
const duration = (days: number): string => {
  if (days < 1.5) return `${Math.round(days * 24)} hours`;
  return `${oneDecimal(days)} days`;
};

const plural = (count: number, one: string, many?: unknown): string =>
  `${count} ${count === 1 ? one : typeof many === 'string' ? many : `${one}s`}`;

const HELPERS = {
  list: (items: readonly string[]) => items.join(', '),
  plural,
  duration,
  grew: (value: number) => (value > 0 ? `grew by ${value}` : `shrank by ${-value}`),
  signed: (value: number) => (value > 0 ? `+${value}` : String(value)),
  equal: (a: unknown, b: unknown) => a === b,
  upper: (text: string) => text.toUpperCase(),
  first: (items: readonly unknown[], count: number) => items.slice(0, count),
  after: (items: readonly unknown[], count: number) => items.slice(count),
  more: (items: readonly unknown[], count: number) => Math.max(0, items.length - count),
  /** How many there are beyond those that are shown. */
  beyond: (total: number, shown: readonly unknown[]) => Math.max(0, total - shown.length),
  beyondHands: (total: number, hands: readonly { readonly bugs: readonly unknown[] }[]) =>
    Math.max(0, total - hands.reduce((sum, { bugs }) => sum + bugs.length, 0)),
  /** Numbers alone: in a chart's text nothing else may stand. */
  numbers: (items: readonly Readonly<Record<string, unknown>>[], key: string) =>
    items.map(item => Number(item[key])).join(', '),
  /** The top of an axis that begins at nought. */
  mostOf: (items: readonly Readonly<Record<string, unknown>>[], one: string, other: string) =>
    Math.max(10, ...items.map(item => Math.max(Number(item[one]), Number(item[other])))),
  /** A bar of so many blocks out of twenty. */
  bar: (value: number, most: number) => '█'.repeat(Math.round((20 * value) / Math.max(1, most))),
  weeksAgo: (items: readonly unknown[]) =>
    items.map((_, index) => `"${index + 1 - items.length}"`).join(', '),
} satisfies Record<string, (...given: never[]) => unknown>;

const engineFor = async (folder: URL, format: TemplateFormat) => {
  const engine = Handlebars.create();
  engine.registerHelper(HELPERS);
  const suffix = `.${EXTENSION[format]}.hbs`;
  const partials = new URL('partials/', folder);
  for (const name of await readdir(partials)) {
    if (name.endsWith(suffix)) {
      engine.registerPartial(name.slice(0, -suffix.length), await readFile(new URL(name, partials), 'utf8'));
    }
  }
  return engine;
};

export interface Renderer {
  render<Model>(report: Report<Model>, model: Model, format: Format): Promise<string>;
  /** As HTML for mail programs; undefined where the report has no such template. */
  inMail<Model>(report: Report<Model>, model: Model): Promise<string | undefined>;
}

/** `folder` holds a template a report and format, and `partials/`. */
export const templates = (folder: URL): Renderer => {
  const compiled = new Map<string, Promise<HandlebarsTemplateDelegate>>();
  const compile = async (id: string, format: TemplateFormat): Promise<HandlebarsTemplateDelegate> => {
    const engine = await engineFor(folder, format);
    const text = await readFile(new URL(`${id}.${EXTENSION[format]}.hbs`, folder), 'utf8');
    return engine.compile(text, { noEscape: true, strict: true });
  };
  const templateOf = (id: string, format: TemplateFormat): Promise<HandlebarsTemplateDelegate> => {
    const key = `${id}.${format}`;
    const template = compiled.get(key) ?? compile(id, format);
    compiled.set(key, template);
    return template;
  };
  const filled = async <Model>(report: Report<Model>, model: Model, format: TemplateFormat) => {
    const template = await templateOf(report.id, format);
    const grids = Object.entries(report.grids?.(model) ?? {}).map(([name, grid]) => {
      return [name, TABLE[format](safeGrid(grid, format))];
    });
    const charts = format === 'html' ? (report.charts?.(model) ?? {}) : {};
    const body = template({
      ...(escapeAll(model, format) as object),
      tables: Object.fromEntries(grids),
      charts,
      reportTitle: report.title,
    });
    return format === 'html' ? body : body.replace(/\n{3,}/g, '\n\n');
  };
  return {
    async render(report, model, format) {
      if (format === 'json') return `${JSON.stringify(report.json?.(model) ?? model, null, 2)}\n`;
      if (format === 'csv') return csv(report.table?.(model) ?? []);
      return filled(report, model, format);
    },
    inMail: async (report, model) =>
      existsSync(new URL(`${report.id}.mail.hbs`, folder)) ? filled(report, model, 'mail') : undefined,
  };
};
