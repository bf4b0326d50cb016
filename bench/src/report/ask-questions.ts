import { fork } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Answer, Asking } from '../result.ts';

const SOURCES = join(import.meta.dirname, '..');
const ASK = join(SOURCES, 'ask.ts');
/** A question that hangs is a failed question. */
const TIMEOUT_MS = { quick: 120_000, whole: 3_600_000 };

export interface Answered {
  readonly file: string;
  readonly title: string;
  readonly peers: readonly string[];
  readonly answer: Answer;
  /** Why there is no answer. */
  readonly failure?: string | undefined;
}

/** The files that ask something, in every folder of the sources, by their name below it. */
export function questionFiles(only: string | undefined, except?: string | undefined): readonly string[] {
  return globSync('**/*.question.ts', { cwd: SOURCES })
    .filter((file) => only === undefined || file.includes(only))
    .filter((file) => except === undefined || !file.includes(except))
    .sort();
}

type Sent = { readonly line: string } | Omit<Answered, 'file'>;

/** Asks one question in a process of its own. */
export async function askQuestion(file: string, { tell, ...asking }: Asking): Promise<Answered> {
  const { PATH, HOME, PYTHON } = process.env;
  const child = fork(ASK, [join(SOURCES, file), JSON.stringify(asking)], {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    env: { PATH, HOME, NODE_ENV: 'production', ...(PYTHON === undefined ? {} : { PYTHON }) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), asking.quick ? TIMEOUT_MS.quick : TIMEOUT_MS.whole);
  let message: Omit<Answered, 'file'> | undefined;
  child.on('message', (sent: Sent) => {
    if ('line' in sent) tell?.(sent.line);
    else message = sent;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(limit);
  if (message !== undefined) return { file, ...message };
  const failure = `${relative(process.cwd(), join(SOURCES, file))} ended with code ${code} and no answer.\n${said}`;
  return { file, title: file, peers: [], answer: {}, failure };
}
