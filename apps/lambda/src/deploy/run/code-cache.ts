import type { LambdaClient } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import { unpackCodeCache } from '../../loading/code-cache.ts';
import { zipOfFunction } from '../function-zip.ts';
import { invokeOnce } from './invoke.ts';

const ASK = { hearthgate: 'diagnostics', check: 'code-cache' };

export interface CodeWithCache {
  readonly zip: Uint8Array;
  /** Version of Node.js, system and processor that it is for. */
  readonly key: string;
  readonly bytes: number;
}

/**
 * Has the deployed function make its code cache. Nothing when the function was started with one already.
 *
 * @param zip the build that is deployed, without a code cache
 * @throws Error when the function does not answer, or is another build
 */
export async function fetchCodeCache(
  lambda: LambdaClient,
  functionName: string,
  zip: Uint8Array,
): Promise<CodeWithCache | undefined> {
  const { payload, failure } = await invokeOnce(lambda, functionName, ASK);
  if (failure !== undefined) throw new Error(`${functionName} does not answer: ${failure}`);
  const { state, codeCache } = (payload ?? {}) as { readonly state?: unknown; readonly codeCache?: unknown };
  if (state === 'used') return undefined;
  const made = unpackCodeCache(codeCache);
  const files = unzipSync(zip);
  const paths = [...made.keys()];
  if (!paths.every((path) => files[path.slice(path.lastIndexOf('/') + 1)] !== undefined)) {
    throw new Error(`what answers as ${functionName} is another build than this one.`);
  }
  return {
    zip: zipOfFunction({ ...files, ...Object.fromEntries(made) }),
    key: paths[0]?.split('/')[1] ?? '',
    bytes: [...made.values()].reduce((sum, file) => sum + file.byteLength, 0),
  };
}
