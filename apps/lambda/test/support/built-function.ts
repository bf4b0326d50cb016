import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalHome, openLocalHome } from '@hearthgate/ha-extension/local-home';
import { type LocalLambda, runLocal } from '../../src/local/local-lambda.ts';

/** What `pnpm build` leaves. */
export const BUILT_FUNCTION: string = join(import.meta.dirname, '../../dist/function');

export interface BuiltFunction {
  readonly lambda: LocalLambda;
  readonly home: LocalHome;
  /** Every line the function wrote. */
  readonly logLines: readonly string[];
  /** Sends an event and answers what the function answered; fails when it did not answer. */
  send(event: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Runs the built function, or a copy of it, in a process of its own against a demo home. */
export async function startBuiltFunction(
  variables: Readonly<Record<string, string>> = {},
  taskRoot: string = BUILT_FUNCTION,
): Promise<BuiltFunction> {
  if (!existsSync(join(taskRoot, 'index.mjs'))) {
    throw new Error('There is no built function in apps/lambda/dist; run `pnpm build` first.');
  }
  const home = await openLocalHome({});
  const logLines: string[] = [];
  const lambda = await runLocal({
    taskRoot,
    handler: 'index.handler',
    env: { ...home.variables, ...variables },
    port: 0,
    onInvocation: (invocation) => void logLines.push(...invocation.logLines),
  });
  return {
    lambda,
    home,
    logLines,
    async send(event) {
      const { outcome } = await lambda.invoke(event);
      if (outcome.kind !== 'response') throw new Error(`The function did not answer: ${JSON.stringify(outcome)}`);
      return JSON.parse(outcome.payload);
    },
    async stop() {
      await lambda.stop();
      await home.close();
    },
  };
}

/** The files of the built function that a cold start reads before it has seen an event, by their names. */
export function filesReadAtStart(variables: Readonly<Record<string, string>> = {}): readonly string[] {
  const code = `
    const fs = process.getBuiltinModule('node:fs');
    const { readFileSync } = fs;
    const read = [];
    fs.readFileSync = (path, ...options) => (read.push(String(path)), readFileSync(path, ...options));
    await import(${JSON.stringify(join(BUILT_FUNCTION, 'index.mjs'))});
    process.stderr.write(JSON.stringify(read), () => process.exit(0));`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: { AWS_LAMBDA_FUNCTION_NAME: 'f', ...variables },
    encoding: 'utf8',
  });
  const inside = (JSON.parse(stderr) as string[]).filter((path) => path.startsWith(`${BUILT_FUNCTION}/`));
  return ['index.mjs', ...inside.map((path) => path.slice(BUILT_FUNCTION.length + 1))];
}
