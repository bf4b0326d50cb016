import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bounds the memory of processes as Lambda does; `undefined` where this machine lets nobody make a control group. */
export interface MemoryCgroup {
  /** The file that a process writes its id to. */
  readonly processes: string;
  remove(): void;
}

/** Version 2 and version 1, as Linux mounts them. */
const PLACES = [
  { root: '/sys/fs/cgroup', limit: 'memory.max', swap: 'memory.swap.max' },
  { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes', swap: 'memory.memsw.limit_in_bytes' },
];

/** Makes a control group of so many megabytes, without swap. */
export function makeMemoryCgroup(megabytes: number): MemoryCgroup | undefined {
  const bytes = String(megabytes * 1024 * 1024);
  for (const { root, limit, swap } of PLACES) {
    const folder = join(root, `hearthgate-bench-${process.pid}`);
    try {
      mkdirSync(folder);
    } catch {
      continue;
    }
    const remove = () => rmdirSync(folder);
    // Without version 2 there is an ordinary folder at its place, and what is made in it bounds nothing.
    if (!existsSync(join(folder, limit))) {
      remove();
      continue;
    }
    try {
      writeFileSync(join(folder, limit), bytes);
      try {
        writeFileSync(join(folder, swap), limit === 'memory.max' ? '0' : bytes);
      } catch {
        // A kernel that does not account for swap; there is none where this runs.
      }
      return { processes: join(folder, 'cgroup.procs'), remove };
    } catch {
      remove();
    }
  }
  return undefined;
}
