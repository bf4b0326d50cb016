import type { Curve, Results, Table } from '../result.ts';
import { contestLines, LEVEL } from './contests.ts';
import { digits, figure, ratio } from './figures.ts';
import { plotted } from './plots.ts';
import { MARGIN } from './standings.ts';
import { originLines, targetLines } from './targets.ts';

/** The page about the benchmarks, made from results and nothing else. */
export function pageOf(results: Results): string {
  const { date, machine, versions, tables, curves } = results;
  const operations = tables.filter(({ id }) => id.startsWith('operations-'));
  const others = tables.filter(({ id }) => !id.startsWith('operations-'));
  const targets = targetLines(results);
  const contests = contestLines(results);
  return `${[
    '# Benchmarks',
    `Made by \`pnpm bench --docs\` from \`bench/results/${date}.json\`; a test says when the two disagree. A figure counts as a ratio within its table, whose rows were measured in turns in one process; absolutes belong to one machine and one hour.`,
    markdownTable(
      ['measured on', date],
      Object.entries(machine).map(([name, value]) => [name, String(value)]),
    ),
    '## Targets',
    'Medians. Where the peer does less, the table below says so.',
    markdownTable(
      ['what', 'target', 'measured', 'ours', 'beside', ''],
      targets.map((line) => [line.what, line.target, line.measured, line.ours, line.peer, line.verdict]),
    ),
    ...reasons(
      'What stands in the way:',
      targets.map(({ what, floor }) => [what, floor]),
    ),
    '## Beside peers',
    `Ours beside the strongest peer that does the same work, or less where that is said; below 1 ours takes less. What differs by ${Math.round(100 * LEVEL)} % or less, as two runs of the same code do, is level.`,
    markdownTable(
      ['what', 'ours', 'strongest peer', 'ours over it', ''],
      contests.map((line) => [line.what, line.ours, line.peer, line.factor, line.verdict]),
    ),
    ...reasons(
      'Why a peer is ahead:',
      contests.map(({ what, why }) => [what, why]),
    ),
    '## Beside the origin',
    'The project that this one grew out of, written in Python, says of itself what these take. It was not measured here.',
    markdownTable(['what', 'origin', 'ours', 'factor', 'measured as'], originLines(results)),
    '## How it is measured',
    HOW,
    '## Against peers and floors',
    'Blue is ours, grey a peer, ochre a floor: what the work costs without a library around it, or with a synchronous one. The thin lines are the intervals. Less is better.',
    ...plotted(results).map(({ file, title }) => `![${title}](benchmarks/${file})`),
    ...others.map(tableSection),
    '## Growth',
    ...(curves.length === 0
      ? []
      : [
          'How the cost of one call grows with what there is, and the memory of a process with what it has answered. The exponent is the slope of a line through the logarithms: 0 is constant, 1 is linear.',
          growthTable(curves),
          ...curves.map(curveSection),
        ]),
    '## Every operation',
    'Through the whole pipeline, inside an invocation, ours alone. The floor of each table is work of the runtime.',
    ...operations.map(tableSection),
    '## Versions',
    markdownTable(['library', 'version'], Object.entries(versions)),
  ].join('\n\n')}\n`;
}

const HOW = `- Each question runs in a process of its own. Its tasks are measured in rounds: every round takes one batch of each task, forwards and backwards by turns, each in a loop that was compiled for it alone. A sample is the processor time that the thread took for a batch, over its calls, so that what else runs on the machine does not lengthen it; where peers are compared in how they wait for something outside (HTTP, processes) it is the elapsed time.
- \`median (low-high)\`: the median of the rounds, and the interval that holds it at 95 % by order statistics. Ratios are taken round by round before the median.
- Whole processes are spawned in turns, each under a runtime loop that hands it one event after the other; every program in Node has the heap limits that Lambda derives from 128 MB, and the home is a process of its own that answers over TLS on loopback. The first answer is checked. The two in Python are not in this repository: \`bench/src/process/README.md\` has their source, commit and command, and their figures.
- Allocated: what the JavaScript heap grew by in a batch, plus what collections took away meanwhile (\`GCProfiler\`), over the calls; the median of five batches. Memory outside of that heap is not in it.
- Peers are used as their documentation says, pinned in the catalog, and installed only for the benchmarks. Loggers and metrics hand their lines to a destination that forgets them.
- \`pnpm bench --check\` compares how our rows stand to the others with \`bench/baseline.json\` and fails when one takes ${Math.round(100 * (1 + MARGIN))} % of its share or more, twice in a row.`;

/** One line for each that has a reason. */
function reasons(
  intro: string,
  given: readonly (readonly [what: string, why: string | undefined])[],
): readonly string[] {
  const lines = given.flatMap(([what, why]) => (why === undefined ? [] : [`- ${what}: ${why}`]));
  return lines.length === 0 ? [] : [`${intro}\n\n${lines.join('\n')}`];
}

function tableSection({ id, title, reference, unit, rows, note }: Table): string {
  const hasBytes = rows.some(({ bytes }) => bytes !== undefined);
  const lines = rows.map(({ name, side, value, ratio: over, bytes, error }) => [
    side === 'ours' ? `**${name}**` : name,
    error ?? figure(value.median, unit),
    error !== undefined || value.samples === 1 ? '' : `${figure(value.low, unit)} to ${figure(value.high, unit)}`,
    over === undefined ? '' : ratio(over),
    ...(hasBytes ? [bytes === undefined ? '' : figure(bytes, 'bytes')] : []),
  ]);
  const head = ['', 'median', 'interval', `over ${reference}`, ...(hasBytes ? ['allocated'] : [])];
  return [`### ${title}`, `<a id="${id}"></a>`, markdownTable(head, lines), ...(note === undefined ? [] : [note])].join(
    '\n\n',
  );
}

function growthTable(curves: readonly Curve[]): string {
  return markdownTable(
    ['what', 'by', 'from', 'to', 'exponent', 'order'],
    curves.map(({ title, of, points, exponent, order }) => [
      title,
      of,
      String(points[0]?.size.toLocaleString('en-US')),
      String(points.at(-1)?.size.toLocaleString('en-US')),
      digits(exponent),
      order,
    ]),
  );
}

function curveSection({ title, of, unit, points, note }: Curve): string {
  const lines = points.map(({ size, value, bytes }) => [
    size.toLocaleString('en-US'),
    figure(value.median, unit),
    `${figure(value.low, unit)} to ${figure(value.high, unit)}`,
    bytes === undefined ? '' : figure(bytes, 'bytes'),
  ]);
  const head = [of, 'median', 'interval', 'allocated'];
  const parts = [`### ${title}, by ${of}`, markdownTable(head, lines), ...(note === undefined ? [] : [note])];
  return parts.join('\n\n');
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
