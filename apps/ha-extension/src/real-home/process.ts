import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A running home. */
export interface HomeProcess {
  /** Everything that it wrote so far. */
  log(): string;
  /** What it ended with, as soon as it has; undefined while it runs. */
  exit(): string | undefined;
  /** Asks it to end, and ends it when it has not after ten seconds; resolves when it is gone. */
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;

/**
 * Starts a program that ends when its standard input does. The system closes that pipe when this process is gone, however
 * it went.
 */
export function startProcess([program = '', ...args]: readonly string[]): HomeProcess {
  let written = '';
  let ended: string | undefined;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  // Writing to one that is gone is no news.
  child.stdin.on('error', () => {});
  child.once('error', ({ message }) => {
    ended ??= message;
  });
  child.once('exit', (code, signal) => {
    ended ??= signal === null ? `exit status ${code}` : `signal ${signal}`;
  });
  return {
    log: () => written,
    exit: () => ended,
    async stop() {
      if (ended !== undefined) return;
      await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(force);
}
