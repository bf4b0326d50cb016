import { fork } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Answer } from '../result.ts';

const SOURCES = join(import.meta.dirname, '..');
const ASK = join(SOURCES, 'ask.ts');
/** A question that hangs is a failed question. */
const TIMEOUT_MS = { quick: 60_000, whole: 1_800_000 };

export interface Answered {
  readonly file: string;
  readonly title: string;
  readonly peers: readonly string[];
  readonly answer: Answer;
  /** Why there is no answer. */
  readonly failure?: string | undefined;
}

/** The files that ask something, in every folder of the sources, by their name below it. */
export function questionFiles(only: string | undefined): readonly string[] {
  return globSync('**/*.question.ts', { cwd: SOURCES })
    .filter((file) => only === undefined || file.includes(only))
    .sort();
}

/** Asks one question in a process of its own. */
export async function askQuestion(file: string, quick: boolean): Promise<Answered> {
  const child = fork(ASK, [join(SOURCES, file), ...(quick ? ['--quick'] : [])], {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), quick ? TIMEOUT_MS.quick : TIMEOUT_MS.whole);
  let message: Omit<Answered, 'file'> | undefined;
  child.on('message', (sent) => {
    message = sent as Omit<Answered, 'file'>;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(limit);
  if (message !== undefined) return { file, ...message };
  const failure = `${relative(process.cwd(), join(SOURCES, file))} ended with code ${code} and no answer.\n${said}`;
  return { file, title: file, peers: [], answer: {}, failure };
}
