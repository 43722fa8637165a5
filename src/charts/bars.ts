// Horizontal bars, one a row, each with a part of it set off: an SVG that needs nothing else.
import { scaleLinear } from 'd3-scale';

export interface BarRow {
  readonly label: string;
  readonly value: number;
  readonly part: number;
}

export interface BarChart {
  readonly title: string;
  readonly unit: string;
  readonly part: string;
  readonly rows: readonly BarRow[];
}

const WIDTH = 720;
const LABEL = 200;
const ROW = 24;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);

/** The rows keep the order that they come in: a chart of people is no ranking. */
export const barChart = (chart: BarChart): string => {
  const height = ROW * chart.rows.length + 32;
  const x = scaleLinear([0, Math.max(1, ...chart.rows.map(row => row.value))], [0, WIDTH - LABEL - 48]);
  const width = (value: number): string => x(value).toFixed(1);
  const rows = chart.rows.map(({ label, value, part }, index) => {
    const y = index * ROW;
    return [
      `<text x="${LABEL - 8}" y="${y + 15}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LABEL}" y="${y + 4}" width="${width(value)}" height="${ROW - 8}" rx="2" class="bar"/>`,
      `<rect x="${LABEL}" y="${y + 4}" width="${width(part)}" height="${ROW - 8}" rx="2" class="part"/>`,
      `<text x="${(LABEL + x(value) + 6).toFixed(1)}" y="${y + 15}">${value}</text>`,
    ].join('');
  });
  const told = chart.rows.map(
    ({ label, value, part }) => `${label}: ${value}, of them ${part} ${chart.part}`,
  );
  const key = ROW * chart.rows.length + 22;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" class="bars">`,
    `<title>${escaped(chart.title)}</title><desc>${escaped(told.join('; '))}</desc>`,
    ...rows,
    `<rect x="${LABEL}" y="${key - 9}" width="12" height="10" rx="2" class="bar"/><text x="${LABEL + 18}" y="${key}">${escaped(chart.unit)}</text>`,
    `<rect x="${LABEL + 100}" y="${key - 9}" width="12" height="10" rx="2" class="part"/><text x="${LABEL + 118}" y="${key}">${escaped(chart.part)}</text>`,
    '</svg>',
  ].join('\n');
};
