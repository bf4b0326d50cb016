import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Curve, Results, Side, Table } from '../result.ts';
import { readableUnit } from './figures.ts';

export interface Plot {
  readonly file: string;
  readonly title: string;
}

interface Group extends Plot {
  readonly tables: readonly string[];
}

/** Which tables stand together in one picture. */
const groups: readonly Group[] = [
  {
    file: 'process.svg',
    title: 'Whole processes beside their peers',
    tables: ['process-cold-start', 'process-cold-start-ric', 'process-memory-1', 'process-memory-10000-128mb'],
  },
  { file: 'pipeline.svg', title: 'One operation', tables: ['pipeline-sync', 'pipeline-async', 'pipeline-error'] },
  { file: 'cache.svg', title: 'The cache beside its peers', tables: ['cache-get', 'cache-get-or-set', 'cache-set'] },
  { file: 'breaker.svg', title: 'The circuit breaker beside its peers', tables: ['breaker', 'breaker-timeout'] },
  {
    file: 'lines.svg',
    title: 'Log lines and metrics beside their peers',
    tables: ['logging-line', 'logging-disabled', 'metrics-emf'],
  },
  { file: 'http.svg', title: 'HTTP beside its peers', tables: ['http-1', 'http-32'] },
  {
    file: 'invocation.svg',
    title: 'Whole invocations beside their peers',
    tables: ['invocation-smart-home', 'invocation-same-work', 'invocation-http', 'alexa-response', 'alexa-skill'],
  },
];
const GROWTH: Plot = { file: 'growth.svg', title: 'Growth' };
const MEMORY: Plot = { file: 'memory.svg', title: 'Resident memory of whole processes over their lives' };

/** In light first; what it becomes in dark. Written into each file, so a picture needs no page around it. */
const colors = {
  text: ['#24292f', '#e6edf3'],
  faint: ['#d0d7de', '#3d444d'],
  interval: ['#57606b', '#b1bac4'],
  ours: ['#0969da', '#4493f8'],
  peer: ['#8c959f', '#7d8590'],
  floor: ['#bf8700', '#d29922'],
} as const;

const WIDTH = 460;
const SIDES: readonly Side[] = ['ours', 'peer', 'floor'];

/** The pictures that these results make. */
export function plotted({ tables, curves }: Results): readonly Plot[] {
  const known = new Set(tables.map(({ id }) => id));
  return [
    ...groups.filter((group) => group.tables.some((id) => known.has(id))),
    ...(curves.some(isMemory) ? [MEMORY] : []),
    ...(curves.some((curve) => !isMemory(curve)) ? [GROWTH] : []),
  ];
}

function isMemory({ unit }: Curve): boolean {
  return unit === 'MB';
}

export async function plots(results: Results): Promise<readonly (Plot & { readonly svg: string })[]> {
  const made = [];
  for (const { file, title } of plotted(results)) {
    made.push({ file, title, svg: await draw(title, partsOf(file, results), file === GROWTH.file ? 3 : 1) });
  }
  return made;
}

function partsOf(file: string, { tables, curves }: Results): readonly Part[] {
  if (file === MEMORY.file) return [lives(curves.filter(isMemory))];
  if (file === GROWTH.file) return curves.filter((curve) => !isMemory(curve)).map(line);
  const ids = groups.find((one) => one.file === file)?.tables ?? [];
  return ids.flatMap((id) => tables.filter((table) => table.id === id)).map(bars);
}

type Part = Readonly<Record<string, unknown>>;

/** Bars of medians, with the interval of each. */
function bars({ title, unit, rows }: Table): Part {
  const known = rows.filter(({ error }) => error === undefined);
  const { over, name: shown } = readableUnit(Math.max(...known.map(({ value }) => value.high)), unit);
  const values = known.map(({ name, side, value }) => ({
    name,
    side,
    median: value.median / over,
    low: value.low / over,
    high: value.high / over,
  }));
  const y = { field: 'name', type: 'nominal', sort: null, title: null };
  return {
    title,
    width: WIDTH,
    height: { step: 22 },
    data: { values },
    layer: [
      {
        mark: { type: 'bar', height: 14 },
        encoding: {
          y,
          x: { field: 'median', type: 'quantitative', title: shown, axis: { tickCount: 6 } },
          color: {
            field: 'side',
            type: 'nominal',
            scale: { domain: SIDES, range: SIDES.map((side) => colors[side][0]) },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'rule', strokeWidth: 2, color: colors.interval[0] },
        encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
      },
    ],
  };
}

function line({ title, of, unit, points }: Curve): Part {
  const values = points.map(({ size, value }) => ({ size, median: value.median, low: value.low, high: value.high }));
  const x = {
    field: 'size',
    type: 'quantitative',
    scale: { type: 'log' },
    title: of,
    axis: { tickCount: 4, format: '~s' },
  };
  const y = { type: 'quantitative', scale: { type: 'log' }, title: unit, axis: { tickCount: 4, format: '~s' } };
  return {
    title,
    width: 220,
    height: 120,
    data: { values },
    layer: [
      {
        mark: { type: 'line', point: { color: colors.ours[0] }, color: colors.ours[0] },
        encoding: { x, y: { ...y, field: 'median' } },
      },
      {
        mark: { type: 'rule', strokeWidth: 2, color: colors.interval[0] },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
    ],
  };
}

/** All of them in one picture, their names beside their ends in the same order. */
function lives(curves: readonly Curve[]): Part {
  const values = curves.flatMap(({ title, side = 'ours', points }) =>
    points.map(({ size, value: { median, low, high } }, index) => {
      const name = title.slice(title.indexOf(': ') + 2);
      return { name, side, size, median, low, high, isEnd: index === points.length - 1 };
    }),
  );
  const names = apart(
    values.filter(({ isEnd }) => isEnd).map(({ name, side, size, median }) => ({ name, side, size, at: median })),
    Math.max(...values.map(({ high }) => high)) / 26,
  );
  const axis = { tickCount: 5, format: '~s' };
  const x = { field: 'size', type: 'quantitative', scale: { type: 'log', nice: false }, title: 'invocations', axis };
  const y = { type: 'quantitative', title: 'MB' };
  const scale = { domain: SIDES, range: SIDES.map((one) => colors[one][0]) };
  const color = { field: 'side', type: 'nominal', scale, legend: null };
  const median = { ...y, field: 'median' };
  return {
    title: curves[0]?.title.split(': ')[0] ?? '',
    width: WIDTH,
    height: 360,
    data: { values },
    layer: [
      {
        mark: { type: 'line', point: true },
        encoding: { x, y: median, color, detail: { field: 'name', type: 'nominal' } },
      },
      {
        mark: { type: 'rule', strokeWidth: 2, color: colors.interval[0] },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        data: { values: names },
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 11 },
        encoding: { x, y: { ...y, field: 'at' }, color, text: { field: 'name', type: 'nominal' } },
      },
    ],
  };
}

/** Labels in the order of their lines, moved up where two would lie on each other. */
function apart<Label extends { readonly at: number }>(labels: readonly Label[], gap: number): readonly Label[] {
  let least = Number.NEGATIVE_INFINITY;
  return labels
    .toSorted((one, other) => one.at - other.at)
    .map((label) => {
      const at = Math.max(label.at, least);
      least = at + gap;
      return { ...label, at };
    });
}

async function draw(title: string, parts: readonly Part[], columns: number): Promise<string> {
  const [text] = colors.text;
  const [faint] = colors.faint;
  const spec = {
    description: title,
    background: null,
    padding: 8,
    columns,
    concat: parts,
    spacing: 24,
    resolve: { scale: { x: 'independent', y: 'independent' } },
    config: {
      font: 'system-ui, sans-serif',
      view: { stroke: null },
      title: { color: text, anchor: 'start', frame: 'group', fontSize: 13, fontWeight: 600 },
      axis: {
        labelColor: text,
        titleColor: text,
        gridColor: faint,
        domainColor: faint,
        tickColor: faint,
        labelLimit: 600,
        labelFontSize: 11,
        titleFontWeight: 400,
      },
    },
  };
  const { spec: compiled } = compile(spec as unknown as TopLevelSpec);
  const view = new View(parse(compiled), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg.replace(/(<svg[^>]*>)/, `$1<title>${title}</title>${STYLE}`);
}

/** A rule beats the attributes that colours are written as. */
const STYLE: string = `<style>@media (prefers-color-scheme: dark) {${Object.values(colors)
  .map(([light, dark]) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`)
  .join('')}}</style>`;
