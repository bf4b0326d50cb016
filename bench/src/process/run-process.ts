import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { MemoryCgroup } from './memory-cgroup.ts';
import { openRuntimeApi } from './runtime-api.ts';
import type { Runtime, Subject } from './subject.ts';

/** Resident memory at one moment. */
export interface MemoryStop {
  readonly invocations: number;
  readonly rssMb: number;
}

export interface ProcessRun {
  /** From the spawn to the first answer. */
  readonly firstMs: number;
  /** The time that its threads ran until then: what a busy machine disturbs least. */
  readonly cpuMs: number;
  readonly stops: readonly MemoryStop[];
  /** The most it ever was. */
  readonly peakMb: number;
}

/**
 * Starts a process, has it answer events, and reads its memory after so many of them. The first answer is checked: who
 * fails early is fast.
 */
export async function runProcess(
  subject: Subject,
  runtime: Runtime,
  stops: readonly number[],
  cgroup?: MemoryCgroup,
): Promise<ProcessRun> {
  const api = await openRuntimeApi(subject.event);
  const [program = '', ...args] = runtime.command(subject.language);
  const bounded =
    cgroup === undefined
      ? [program, ...args]
      : ['sh', '-c', `echo $$ > ${cgroup.processes} && exec "$@"`, 'sh', program, ...args];
  let complaint = '';
  const startedAt = performance.now();
  const child = spawn(bounded[0] ?? '', bounded.slice(1), {
    cwd: subject.taskRoot,
    env: {
      PATH: process.env.PATH ?? '',
      TZ: ':UTC',
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_LAMBDA_FUNCTION_NAME: 'bench',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/bench',
      AWS_LAMBDA_LOG_STREAM_NAME: 'bench',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      LAMBDA_TASK_ROOT: subject.taskRoot,
      _HANDLER: subject.handler,
      ...subject.variables,
    },
    // What is logged is written, and read by nobody.
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000);
  });
  try {
    const ended = endOf(child, () => complaint);
    const answer = await Promise.race([api.answer(1), ended]);
    const firstMs = performance.now() - startedAt;
    const cpuMs = processorMs(child);
    subject.check(answer);
    const read: MemoryStop[] = [];
    let done = 1;
    for (const invocations of stops) {
      if (invocations > done) await Promise.race([api.answer(invocations - done), ended]);
      done = invocations;
      read.push({ invocations, rssMb: residentMb(child, 'VmRSS') });
    }
    return { firstMs, cpuMs, stops: read, peakMb: residentMb(child, 'VmHWM') };
  } catch (error) {
    throw new Error(`${subject.name} under ${runtime.name}: ${error instanceof Error ? error.message : error}`);
  } finally {
    child.removeAllListeners('exit');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await gone;
    }
    api.close();
  }
}

function endOf(child: ChildProcess, complaint: () => string): Promise<never> {
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`ended with ${code ?? signal}\n${complaint()}`)));
  });
  ended.catch(() => undefined);
  return ended;
}

/** What the kernel accounts to the process; what Lambda reports as the memory used is of the same making. */
function residentMb({ pid }: ChildProcess, field: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}

/** What the kernel's scheduler accounts to all threads of the process, in nanoseconds there. */
function processorMs({ pid }: ChildProcess): number {
  const tasks = `/proc/${pid}/task`;
  const running = readdirSync(tasks).map((task) => readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]);
  return running.reduce((sum, nanoseconds) => sum + Number(nanoseconds), 0) / 1e6;
}
