import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answered, Measured, Send } from './soaked-function.ts';

/** The built function in a process of its own. */
export interface FunctionProcess {
  send(event: Omit<Send, 'kind'>): Promise<Answered>;
  measure(): Promise<Measured>;
  stop(): Promise<void>;
}

/** Longer than any invocation may take: what has not answered by then never will. */
const NEVER_MS = 60_000;

/** Starts the function; every line that it writes goes to `onLine` and is kept nowhere. */
export async function startFunctionProcess(
  functionFile: string,
  variables: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Promise<FunctionProcess> {
  const child = fork(join(import.meta.dirname, 'soaked-function.ts'), [functionFile], {
    // The heap that Lambda's own runtime gives a function of 128 MB, as in src/local/runtime/runtime-command.ts.
    execArgv: ['--expose-gc', '--max-old-space-size=115', '--max-semi-space-size=6'],
    env: { ...variables, PATH: process.env.PATH, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', onLine);
  }
  await reply(child);
  const ask = async <Reply>(message: object): Promise<Reply> => {
    const replied = reply(child);
    child.send(message);
    return (await replied) as Reply;
  };
  return {
    send: (event) => ask<Answered>({ kind: 'send', ...event }),
    measure: () => ask<Measured>({ kind: 'measure' }),
    async stop() {
      const closed = once(child, 'close');
      child.kill();
      await closed;
    },
  };
}

function reply(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      act();
    };
    const onMessage = (message: unknown) => settle(() => resolve(message));
    const onExit = (code: number | null) =>
      settle(() => reject(new Error(`The function's process ended with ${code}.`)));
    const timer = setTimeout(() => settle(() => reject(new Error('The function never answered.'))), NEVER_MS);
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
