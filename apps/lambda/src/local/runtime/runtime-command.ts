import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../command-error.ts';

/**
 * How to start the runtime of our own: with the heap limits that Lambda's Node.js runtime derives from the memory
 * size, so that a function which outgrows 128 MB does so here as well.
 *
 * @throws CommandError when the built program is not where it belongs.
 */
export function ownRuntimeCommand(memorySizeMb: number): readonly string[] {
  // Beside this file: the source in development, the bundle after a build. A bundle starts faster and smaller,
  // because Node need not load its type stripper.
  const name = import.meta.url.endsWith('.ts') ? 'runtime-client.ts' : 'runtime-client.mjs';
  const program = fileURLToPath(new URL(name, import.meta.url));
  if (!existsSync(program)) throw new CommandError(`The build lacks ${program}. Build it again.`, 1);
  return [
    process.execPath,
    `--max-old-space-size=${Math.floor(memorySizeMb * 0.9)}`,
    `--max-semi-space-size=${Math.max(1, Math.floor(memorySizeMb * 0.05))}`,
    program,
  ];
}
