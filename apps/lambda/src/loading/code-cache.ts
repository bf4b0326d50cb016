import type { CodeCache } from './chunk-loader.ts';

/** A code cache as it travels in the answer to an event: its files compressed by gzip, as base64. */
export interface PackedCodeCache {
  readonly key: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Chunks of the rehearsal itself, which no cold start loads. */
const OF_REHEARSAL = /^rehearsal\b/;

export function packCodeCache({ key, files }: CodeCache): PackedCodeCache {
  const { gzipSync } = process.getBuiltinModule('node:zlib');
  const packed = [...files]
    .filter(([name]) => !OF_REHEARSAL.test(name))
    .map(([name, code]) => [name, gzipSync(code).toString('base64')] as const);
  return { key, files: Object.fromEntries(packed) };
}

/**
 * The files to put beside the chunks, by their paths in the function's folder.
 *
 * @throws Error when it is none, or has a path that leads elsewhere
 */
export function unpackCodeCache(answer: unknown): ReadonlyMap<string, Uint8Array> {
  const { gunzipSync } = process.getBuiltinModule('node:zlib');
  const { key, files } = (answer ?? {}) as Partial<PackedCodeCache>;
  if (typeof key !== 'string' || !/^v[\d.]+-\w+-\w+$/.test(key) || typeof files !== 'object') {
    throw new Error('The function answered no code cache. Deploy this version of it first.');
  }
  return new Map(
    Object.entries(files).map(([name, code]) => {
      if (!/^[\w-]+\.js$/.test(name)) throw new Error(`The code cache has a file that is no chunk: ${name}`);
      return [`code-cache/${key}/${name}`, gunzipSync(Buffer.from(code, 'base64'))];
    }),
  );
}
