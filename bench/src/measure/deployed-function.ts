import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const LAMBDA = join(import.meta.dirname, '../../../apps/lambda');

/** What `pnpm build` leaves: the function without its code cache. */
export const BUILT_FUNCTION: string = join(LAMBDA, 'dist/function');

/** What a deployment sets for the C library: apps/lambda/src/deploy/settings/function-variables.ts says why. */
export const DEPLOYED_VARIABLES = { MALLOC_TRIM_THRESHOLD_: '131072' } as const;

/** Copies the built function to a folder, with what `npm run deploy` gives it: the code that the engine made of it. */
export function copyAsDeployed(folder: string): void {
  const args = [join(LAMBDA, 'make-code-cache.mjs'), folder];
  execFileSync(process.execPath, args, { env: {}, stdio: ['ignore', 'ignore', 'pipe'] });
}
