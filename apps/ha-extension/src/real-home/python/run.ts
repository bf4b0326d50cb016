import { spawn } from 'node:child_process';

/** What a command answered. */
export interface Finished {
  /** 127 when it could not be started. */
  readonly code: number;
  readonly stdout: string;
  /** Both streams as they came. */
  readonly output: string;
}

/** Runs a command, given as program and arguments, to its end. Never throws. */
export function run([program = '', ...args]: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    let stdout = '';
    let output = '';
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', ({ message }) => resolve({ code: 127, stdout, output: `${output}${program}: ${message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, output }));
  });
}

/** The end of an output, which is where the reason stands. */
export function lastLines(text: string, count = 30): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
