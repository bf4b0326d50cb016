import { createInterface } from 'node:readline/promises';
import { CommandError } from '../../local/command-error.ts';
import { displayWidth, wrapText } from '../../local/terminal/table.ts';
import { createTerminalStyle, type TerminalStyle, wantsColours } from '../../local/terminal/terminal-style.ts';

export type StepState = 'done' | 'same' | 'failed' | 'told' | 'would';

/** What the command says, a row for each thing that it does. */
export interface Screen {
  readonly style: TerminalStyle;
  line(text?: string): void;
  /** A row: a mark, a title of a word or two, and what there is to say. */
  row(state: StepState, title: string, text: string): void;
  /** A paragraph that a person should read. */
  note(text: string): void;
  /** Lines that stay as they are, below a row. */
  block(lines: readonly string[]): void;
  /** @throws CommandError when nobody is there to ask */
  ask(question: string): Promise<boolean>;
}

const TITLE_COLUMNS = 10;
const INDENT = ' '.repeat(TITLE_COLUMNS + 3);
const DEFAULT_COLUMNS = 80;
/** A terminal that does not know its size says 0. */
const MIN_COLUMNS = 40;
/** Text wider than this is tiring, however wide the terminal. */
const MAX_COLUMNS = 100;

export interface ScreenStreams {
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly isTTY?: boolean };
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export function createScreen({ output, input, variables }: ScreenStreams): Screen {
  const style = createTerminalStyle(wantsColours(output, variables));
  const { columns: told = 0 } = output;
  const columns = told < MIN_COLUMNS ? DEFAULT_COLUMNS : Math.min(told, MAX_COLUMNS);
  const line = (text = '') => void output.write(`${text}\n`);
  const marks: Readonly<Record<StepState, string>> = {
    done: style.good('✓'),
    same: style.faint('='),
    failed: style.bad('✗'),
    told: ' ',
    would: style.faint('·'),
  };
  return {
    style,
    line,
    row(state, title, text) {
      const [first = '', ...others] = wrapText(text, columns - INDENT.length).split('\n');
      line(`${marks[state]} ${title}${' '.repeat(Math.max(1, TITLE_COLUMNS + 1 - displayWidth(title)))}${first}`);
      for (const other of others) line(INDENT + other);
    },
    note: (text) => line(wrapText(`${style.warning('!')} ${text}`, columns, '  ')),
    block(lines) {
      for (const text of lines) line(INDENT + text);
    },
    async ask(question) {
      if (input.isTTY !== true) {
        throw new CommandError(`${question} Nobody is there to answer; --yes says so beforehand.`, 2);
      }
      const prompt = createInterface({ input, output });
      try {
        return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
      } finally {
        prompt.close();
      }
    },
  };
}
