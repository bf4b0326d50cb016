import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { type Clock, systemClock } from '../clock.ts';
import type { Invocation, InvocationOutcome } from '../invocation.ts';
import { type FunctionProcess, startFunctionProcess } from './function-process.ts';
import { type FunctionConfiguration, functionArn, functionVariables } from './function-variables.ts';
import { createOutputFile } from './output-file.ts';
import { startRuntimeApi } from './runtime-api.ts';
import { ownRuntimeCommand } from './runtime-command.ts';
import { createTraceId } from './trace-id.ts';

export interface EnvironmentOptions {
  /** Absolute path of the unpacked function. */
  readonly taskRoot: string;
  /** `module.export`, for instance `index.handler`. */
  readonly handler: string;
  /** The variables configured for the function; default none. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Default `function`. */
  readonly functionName?: string | undefined;
  /** Default 128. */
  readonly memorySizeMb?: number | undefined;
  /** Default `us-east-1`. */
  readonly region?: string | undefined;
  /** The function's timeout; default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** How long start-up may take; default 10,000, which is Lambda's limit. */
  readonly initTimeoutMs?: number | undefined;
  /**
   * How long a process with an extension may take to end after SIGTERM; default 2000, which is Lambda's limit. One
   * without is killed at once, as it is there.
   */
  readonly shutdownGraceMs?: number | undefined;
  /** The program and arguments to run in place of the runtime of our own, for instance AWS's `aws-lambda-ric`. */
  readonly runtimeCommand?: readonly string[] | undefined;
  readonly clock?: Clock | undefined;
}

export interface EnvironmentInvokeOptions {
  /** JSON text in ASCII, passed to the handler as `context.clientContext`. */
  readonly clientContext?: string | undefined;
  /** An X-Ray trace header; default a fresh one. */
  readonly traceId?: string | undefined;
}

/**
 * One local execution environment: a process that lives from its first event on, keeps its state between events, works
 * on one event at a time (the others wait in line) and is started anew, by the next event, after it crashed, failed to
 * start or ran into the timeout.
 */
export interface Environment {
  /** Runs the function on an event, given as JSON text. Never rejects: every failure is an outcome. */
  invoke(payload: string, options?: EnvironmentInvokeOptions): Promise<Invocation>;
  /** Ends the process; events that are under way or in line end as `runtime-exited`. Stopping twice is fine. */
  stop(): Promise<void>;
}

/** The process and what it has been through, which decides what its exit means. */
interface Life {
  readonly process: FunctionProcess;
  readonly startedAt: number;
  /** It has received at least one event, so it is past its start-up. */
  proven: boolean;
}

/** Makes an environment; its process starts with the first event, as a cold start does. */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { timeoutMs = 10_000, initTimeoutMs = 10_000, shutdownGraceMs = 2000, clock = systemClock } = options;
  const { functionName = 'function', memorySizeMb = 128, region = 'us-east-1', env = {} } = options;
  const { taskRoot, handler, runtimeCommand: command = ownRuntimeCommand(memorySizeMb) } = options;
  const configuration: FunctionConfiguration = { taskRoot, handler, functionName, memorySizeMb, region, env };
  const output = createOutputFile();
  const api = await startRuntimeApi({ host: '127.0.0.1', port: 0, clock });

  let life: Life | undefined;
  let eventWaits = false;
  let stopping: Promise<void> | undefined;
  let lastInLine: Promise<unknown> = Promise.resolve();

  function start(): void {
    const variables = functionVariables(configuration, api.address, clock);
    const onExit = (reason: string): void => {
      const idleDeath = life?.proven === true && eventWaits && stopping === undefined;
      life = undefined;
      // It had died before the event reached it, which Lambda hides behind a new start.
      if (idleDeath) start();
      else api.runtimeExited(reason);
    };
    const startedAt = performance.now();
    const processOptions = { command, cwd: taskRoot, variables, output: output.descriptor, onExit };
    life = { process: startFunctionProcess(processOptions), startedAt, proven: false };
  }

  async function runOne(payload: string, { clientContext, traceId }: EnvironmentInvokeOptions): Promise<Invocation> {
    const requestId = randomUUID();
    if (stopping !== undefined) {
      const outcome = { kind: 'runtime-exited', reason: 'The local function was stopped' } as const;
      return { requestId, payload, outcome, logLines: [], durationMs: 0, memorySizeMb };
    }
    let dispatchedAt = performance.now();
    let initDurationMs: number | undefined;
    eventWaits = true;
    const settled = api.invoke(payload, {
      requestId,
      invokedFunctionArn: functionArn(configuration),
      traceId: traceId ?? createTraceId(clock),
      timeoutMs,
      initTimeoutMs,
      clientContext,
      onDispatch: () => {
        eventWaits = false;
        dispatchedAt = performance.now();
        if (life === undefined || life.proven) return;
        life.proven = true;
        initDurationMs = dispatchedAt - life.startedAt;
      },
    });
    if (life === undefined) start();
    const outcome = await settled;
    eventWaits = false;
    const durationMs = performance.now() - dispatchedAt;
    const maxMemoryUsedMb = life?.process.peakMemoryMb();
    if (mustEnd(outcome)) await life?.process.kill();
    const logLines = output.take();
    return { requestId, payload, outcome, logLines, durationMs, initDurationMs, memorySizeMb, maxMemoryUsedMb };
  }

  async function stopNow(): Promise<void> {
    if (api.hasExtension) await life?.process.terminate(shutdownGraceMs);
    else await life?.process.kill();
    await lastInLine;
    await api.close();
    output.close();
  }

  return {
    invoke(payload, invokeOptions = {}) {
      const invocation = lastInLine.then(() => runOne(payload, invokeOptions));
      lastInLine = invocation;
      return invocation;
    },
    stop() {
      stopping ??= stopNow();
      return stopping;
    },
  };
}

/** After these Lambda throws the environment away. */
function mustEnd(outcome: InvocationOutcome): boolean {
  return outcome.kind === 'timed-out' || outcome.kind === 'init-error';
}
