import { type Zippable, zipSync } from 'fflate';

/** The earliest time a zip can hold; the real one would change the bytes of every build. */
const EARLIEST = new Date(1980, 0, 1);
/** Read and write for the owner, read for all others: Lambda runs the code as another user. */
const MODE = 0o100644 << 16;

/** The zip of a function by the paths of its files. The same files give the same bytes. */
export function zipOfFunction(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const names = Object.keys(files).sort();
  const zippable = names.map((name) => [name, [files[name], { mtime: EARLIEST, os: 3, attrs: MODE }]] as const);
  return zipSync(Object.fromEntries(zippable) as unknown as Zippable, { level: 9 });
}
