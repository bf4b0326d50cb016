import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Invocation, InvocationOutcome } from '../../src/local/invocation.ts';
import { type LocalLambda, type LocalLambdaOptions, runLocal } from '../../src/local/local-lambda.ts';
import { type Environment, type EnvironmentOptions, startEnvironment } from '../../src/local/runtime/environment.ts';

/** Writes a function into a folder of its own, which the end of the test removes. */
export async function writeFunction(source: string, fileName = 'index.mjs'): Promise<string> {
  const taskRoot = await mkdtemp(join(tmpdir(), 'fixture-function-'));
  onTestFinished(() => rm(taskRoot, { recursive: true, force: true }));
  await writeFile(join(taskRoot, fileName), source);
  return taskRoot;
}

/** An environment around the source of a module that exports `handler`; the end of the test stops it. */
export async function environmentOf(source: string, options: Partial<EnvironmentOptions> = {}): Promise<Environment> {
  const environment = await startEnvironment({
    taskRoot: await writeFunction(source),
    handler: 'index.handler',
    ...options,
  });
  onTestFinished(() => environment.stop());
  return environment;
}

/** The same behind the local Invoke API, on a free port. */
export async function localLambdaOf(source: string, options: Partial<LocalLambdaOptions> = {}): Promise<LocalLambda> {
  const local = await runLocal({
    taskRoot: await writeFunction(source),
    handler: 'index.handler',
    port: 0,
    ...options,
  });
  onTestFinished(() => local.stop());
  return local;
}

/** The answer of an invocation that must have one. */
export function answerOf({ outcome, logLines }: Invocation): unknown {
  if (outcome.kind !== 'response') {
    throw new Error(`expected a response, got ${JSON.stringify(outcome)} after\n${logLines.join('\n')}`);
  }
  return JSON.parse(outcome.payload);
}

/** The outcome, narrowed to the kind that it must have. */
export function outcomeOf<Kind extends InvocationOutcome['kind']>(
  { outcome }: Invocation,
  kind: Kind,
): Extract<InvocationOutcome, { kind: Kind }> {
  if (outcome.kind !== kind) throw new Error(`expected ${kind}, got ${JSON.stringify(outcome)}`);
  return outcome as Extract<InvocationOutcome, { kind: Kind }>;
}
