import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entrance } from './find-python.ts';
import { lastLines, run } from './run.ts';

const SUITE = 'sid';
/** With a compiler, as some libraries have no wheels for the newest Python yet. */
const PACKAGES = 'python3,python3-venv,python3-dev,g++,ca-certificates';

/**
 * Runs a program in another root, in which the named folders of this machine stand at their own paths. Nothing is mounted
 * outside the process: the mounts live in a namespace of its own and end with it.
 */
const enterScript = `#!/bin/sh
# enter ROOT FOLDER... -- PROGRAM ARGUMENT...
exec unshare --mount --propagation private sh -ec '
  root=$1; shift
  while [ "$1" != -- ]; do mkdir -p "$root$1"; mount --bind "$1" "$root$1"; shift; done
  shift
  for folder in /dev /proc /sys; do mount --rbind "$folder" "$root$folder"; done
  for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
    if [ -e "$file" ]; then touch "$root$file"; mount --bind "$file" "$root$file"; fi
  done
  exec chroot "$root" "$@"
' sh "$@"
`;

/**
 * A Debian of its own with the newest Python (unstable), made with debootstrap below the cache folder where it is not there
 * yet, and how to get into it. For a look at what the newest Home Assistant does; it takes root and Debian's packages.
 *
 * @throws Error that says what is missing
 */
export async function newestPython(cacheFolder: string): Promise<Entrance> {
  const root = join(cacheFolder, `debian-${SUITE}`);
  const enter = join(cacheFolder, 'enter.sh');
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(enter, enterScript);
  if (!existsSync(root)) await bootstrap(root);
  return ['sh', enter, root, cacheFolder, tmpdir(), '--'];
}

async function bootstrap(root: string): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('A Debian of its own can be made by root only.');
  const partial = `${root}.${process.pid}.partial`;
  const { code, output } = await run(['debootstrap', '--variant=minbase', `--include=${PACKAGES}`, SUITE, partial]);
  if (code === 0) renameSync(partial, root);
  else {
    rmSync(partial, { recursive: true, force: true });
    const hint = code === 127 ? 'Install debootstrap, which makes a Debian of its own for the newest Python.' : '';
    throw new Error(`${lastLines(output)}\n${hint}`.trim());
  }
}
