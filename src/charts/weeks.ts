// Weeks as bars with a line over them, both on one scale: an SVG that needs nothing else.
import { scaleBand, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

export interface WeekChart {
  readonly title: string;
  readonly labels: readonly string[];
  readonly bars: Series;
  readonly line: Series;
}

const [WIDTH, HEIGHT] = [720, 240];
const MARGIN = { top: 16, right: 16, bottom: 48, left: 40 };

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);

const rounded = (value: number): string => String(Number(value.toFixed(1)));

/** The numbers are in the description, so that a reader without the picture has them too. */
export const lineChart = (chart: WeekChart): string => {
  const columns = chart.labels.map((_, index) => String(index));
  const x = scaleBand(columns, [MARGIN.left, WIDTH - MARGIN.right]).padding(0.25);
  const most = Math.max(1, ...chart.bars.values, ...chart.line.values);
  const y = scaleLinear([0, most], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  const left = (index: number): number => x(String(index)) ?? 0;
  const path = line<number>(
    (_, index) => Number(rounded(left(index) + x.bandwidth() / 2)),
    value => Number(rounded(y(value))),
  )([...chart.line.values]);
  const grid = y
    .ticks(4)
    .filter(Number.isInteger)
    .map(
      tick =>
        `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${rounded(y(tick))}" y2="${rounded(y(tick))}" class="grid"/>` +
        `<text x="${MARGIN.left - 8}" y="${rounded(y(tick))}" text-anchor="end" dominant-baseline="middle">${tick}</text>`,
    );
  const bars = chart.bars.values.map(
    (value, index) =>
      `<rect x="${rounded(left(index))}" y="${rounded(y(value))}" width="${rounded(x.bandwidth())}" ` +
      `height="${rounded(HEIGHT - MARGIN.bottom - y(value))}" rx="2" class="bar"><title>${value} ${escaped(chart.bars.name)}</title></rect>` +
      `<text x="${rounded(left(index) + x.bandwidth() / 2)}" y="${HEIGHT - MARGIN.bottom + 16}" text-anchor="middle">${escaped(chart.labels[index] ?? '')}</text>`,
  );
  const dots = chart.line.values.map(
    (value, index) =>
      `<circle cx="${rounded(left(index) + x.bandwidth() / 2)}" cy="${rounded(y(value))}" r="3" class="dot"><title>${value} ${escaped(chart.line.name)}</title></circle>`,
  );
  const told = chart.labels.map(
    (label, index) =>
      `${label}: ${chart.bars.values[index] ?? 0} ${chart.bars.name}, ${chart.line.values[index] ?? 0} ${chart.line.name}`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" class="weeks">`,
    `<title>${escaped(chart.title)}</title><desc>${escaped(told.join('; '))}</desc>`,
    ...grid,
    ...bars,
    `<path d="${path ?? ''}" class="line"/>`,
    ...dots,
    `<g transform="translate(${MARGIN.left} ${HEIGHT - 8})"><rect width="12" height="10" y="-9" rx="2" class="bar"/>` +
      `<text x="18">${escaped(chart.bars.name)}</text><line x1="100" x2="124" y1="-4" y2="-4" class="line"/>` +
      `<text x="130">${escaped(chart.line.name)}</text></g>`,
    '</svg>',
  ].join('\n');
};
