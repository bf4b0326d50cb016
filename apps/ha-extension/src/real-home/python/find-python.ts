import { supportedPythons } from '../versions.ts';
import { run } from './run.ts';

/** A Python that can be run. */
export interface Python {
  /** Program and arguments before those of Python itself. */
  readonly command: readonly string[];
  /** For instance `3.11`. */
  readonly version: string;
}

/** What stands before a Python program's path where it lives in a system of its own; nothing for this machine's. */
export type Entrance = readonly string[];

/**
 * This machine's Python, if there is a release of Home Assistant for it; otherwise another that is installed beside it.
 *
 * @throws Error that says what to install
 */
export async function findPython(entrance: Entrance = []): Promise<Python> {
  const seen: string[] = [];
  for (const program of ['python3', ...supportedPythons.map((version) => `python${version}`)]) {
    const command = [...entrance, program];
    const { code, stdout } = await run([...command, '-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    if (code !== 0) continue;
    const version = stdout.trim();
    if (supportedPythons.includes(version)) return { command, version };
    seen.push(version);
  }
  const found = seen.length === 0 ? 'none was found' : `found: ${[...new Set(seen)].join(', ')}`;
  throw new Error(
    `Home Assistant needs Python ${supportedPythons.toReversed().join(', ')} (${found}). Install python3 and python3-venv.`,
  );
}
