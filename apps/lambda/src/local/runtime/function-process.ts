import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface FunctionProcessOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The file descriptor for stdout and stderr. */
  readonly output: number;
  /** Called once, when the process is gone. */
  readonly onExit: (reason: string) => void;
}

/** The process of an execution environment. */
export interface FunctionProcess {
  /** Peak resident memory so far in MB; `undefined` where the operating system does not tell. */
  peakMemoryMb(): number | undefined;
  /** Ends it at once, as Lambda does on a timeout; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end with SIGTERM and ends it with SIGKILL when it has not after `graceMs`. */
  terminate(graceMs: number): Promise<void>;
}

/** Starts the runtime. A command that cannot be started is reported like one that exits. */
export function startFunctionProcess(options: FunctionProcessOptions): FunctionProcess {
  const [command = '', ...args] = options.command;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.variables,
    stdio: ['ignore', options.output, options.output],
  });
  const gone = goneReason(child, command).then((reason) => options.onExit(reason));

  return {
    peakMemoryMb: () => peakMemoryMb(child),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async terminate(graceMs) {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(force);
    },
  };
}

async function goneReason(child: ChildProcess, command: string): Promise<string> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return exitReason(code, signal);
  } catch (error) {
    return `Runtime could not be started: ${command}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** As Lambda, which is written in Go, words them. */
const SIGNAL_NAMES: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `Runtime exited with error: signal: ${SIGNAL_NAMES[signal] ?? signal}`;
  return code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
}

function peakMemoryMb({ pid }: ChildProcess): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.ceil(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
