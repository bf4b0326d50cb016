import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import { unpackCodeCache } from '../../loading/code-cache.ts';
import { CommandError } from '../../local/command-error.ts';
import { zipOfFunction } from '../function-zip.ts';
import { codeKey } from '../plan.ts';
import { invokeOnce } from './invoke.ts';

const ASK = { hearthgate: 'diagnostics', check: 'code-cache' };

/** The zip of this build with the code that V8 made of it, where there is one from before; else the zip itself. */
export function withKeptCodeCache(zip: Uint8Array, folder: string): Uint8Array {
  const kept = keptFile(zip, folder);
  return existsSync(kept) ? readFileSync(kept) : zip;
}

export interface FetchedCodeCache {
  readonly zip: Uint8Array;
  /** Version of Node.js, system and processor that it is for. */
  readonly key: string;
  readonly bytes: number;
}

/**
 * Has the deployed function make its code cache, and keeps a zip with it for this build. Nothing when the function was
 * started with one already.
 *
 * @throws CommandError when it does not answer, or is another build
 */
export async function fetchCodeCache(
  lambda: LambdaClient,
  functionName: string,
  zip: Uint8Array,
  folder: string,
): Promise<FetchedCodeCache | undefined> {
  const { payload, failure } = await invokeOnce(lambda, functionName, ASK);
  if (failure !== undefined) throw new CommandError(`${functionName} does not answer: ${failure}`, 1);
  const { state, codeCache } = (payload ?? {}) as { readonly state?: unknown; readonly codeCache?: unknown };
  if (state === 'used') return undefined;
  const made = readMade(codeCache);
  const files = unzipSync(zip);
  const [firstPath = ''] = made.keys();
  const other = [...made.keys()].find((path) => files[path.slice(path.lastIndexOf('/') + 1)] === undefined);
  if (other !== undefined) {
    throw new CommandError(`${functionName} is another build than this one. Run npm run deploy first.`, 1);
  }
  const cached = zipOfFunction({ ...files, ...Object.fromEntries(made) });
  const kept = keptFile(zip, folder);
  mkdirSync(join(folder, 'code-cache'), { recursive: true });
  writeFileSync(kept, cached);
  const bytes = [...made.values()].reduce((sum, file) => sum + file.byteLength, 0);
  return { zip: cached, key: firstPath.split('/')[1] ?? '', bytes };
}

function readMade(codeCache: unknown): ReadonlyMap<string, Uint8Array> {
  try {
    return unpackCodeCache(codeCache);
  } catch (error) {
    throw new CommandError((error as Error).message, 1, { cause: error });
  }
}

function keptFile(zip: Uint8Array, folder: string): string {
  return join(folder, 'code-cache', basename(codeKey(zip)));
}
