import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type LocalLambda, type LocalLambdaOptions, runLocal } from '../../src/local/local-lambda.ts';

/** Where `.ci/install-ric.mjs` puts it. */
export const ricProgram: string = fileURLToPath(
  new URL('../../../../node_modules/.cache/aws-lambda-ric/node_modules/aws-lambda-ric/index.mjs', import.meta.url),
);

/**
 * Runs a function under AWS's own runtime client, behind the local Invoke API on a free port. The caller stops it.
 *
 * @param taskRoot absolute path of the unpacked function
 * @param handler for instance `index.handler`
 * @param env the variables configured for the function
 * @throws Error when the runtime client has not been built
 */
export async function startUnderRic(
  taskRoot: string,
  handler: string,
  env: Readonly<Record<string, string>> = {},
  options: Partial<LocalLambdaOptions> = {},
): Promise<LocalLambda> {
  if (!existsSync(ricProgram)) throw new Error('aws-lambda-ric is not built. Run: node .ci/install-ric.mjs');
  return runLocal({ port: 0, ...options, taskRoot, handler, env, runtimeCommand: [process.execPath, ricProgram] });
}
