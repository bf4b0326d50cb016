import type { CheckResult, CheckState, DoctorReport } from '../report.ts';

export interface Style {
  /** Width of the terminal in characters. */
  readonly columns: number;
  readonly color: boolean;
}

const STATE_WIDTH = 9;
const NAME_WIDTH = 17;
const LEAST_TEXT_WIDTH = 30;
const WORDS: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'FAILED',
  skipped: 'skipped',
};
const COLORS = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'gray' } as const;

/** One step: its state, its name, and beside them what was seen, what it means and what to do. */
export function renderResult({ name, state, saw, means, todo }: CheckResult, style: Style): string {
  const left = STATE_WIDTH + NAME_WIDTH;
  const width = Math.max(LEAST_TEXT_WIDTH, style.columns - left - 1);
  const isQuiet = state === 'ok' || state === 'skipped';
  const seen = isQuiet ? wrap(`${saw} ${means}`, width) : [...wrap(saw, width), ...wrap(means, width)];
  const lines = [...seen, ...(todo === undefined ? [] : wrap(`-> ${todo}`, width, '   '))];
  const head =
    paint(WORDS[state].padEnd(STATE_WIDTH), COLORS[state], style) + paint(name.padEnd(NAME_WIDTH), 'bold', style);
  return lines
    .map(
      (line, index) =>
        (index === 0 ? head : ' '.repeat(left)) + (state === 'skipped' ? paint(line, 'gray', style) : line),
    )
    .join('\n');
}

/** The line above the steps of a home. */
export function renderHome(name: string, address: string, style: Style): string {
  const title = name === '' ? address : `${name}: ${address}`;
  return `\n${paint(title, 'bold', style)}`;
}

export function renderSummary({ counts, verdict, checks, homes, durationMs }: DoctorReport, style: Style): string {
  const figures = `${counts.ok} ok, ${counts.warning} ${counts.warning === 1 ? 'warning' : 'warnings'}, ${counts.failed} failed, ${counts.skipped} skipped, in ${(durationMs / 1_000).toFixed(1)} s.`;
  const first = [...checks, ...homes.flatMap((home) => home.checks)].find(({ state }) => state === 'failed');
  const advice =
    first === undefined ? CLOSING[verdict] : `Begin with "${first.name}": what comes after it may follow from it.`;
  return [paint(figures, COLORS[verdict], style), ...wrap(advice, Math.max(LEAST_TEXT_WIDTH, style.columns - 1))].join(
    '\n',
  );
}

const CLOSING = {
  ok: 'Nothing is wrong.',
  warning: 'It works from here; read the warnings before you deploy.',
  failed: '',
} as const;

/** Lines of at most so many characters, broken between words; a longer word, such as a fingerprint, stays whole. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width || line === '') line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function paint(text: string, format: 'bold' | (typeof COLORS)[CheckState], { color }: Style): string {
  if (!color) return text;
  return process.getBuiltinModule('node:util').styleText(format, text, { validateStream: false });
}
