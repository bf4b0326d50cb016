import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integrations } from './configuration.ts';
import { type Entrance, findPython } from './python/find-python.ts';
import { newestPython } from './python/newest-python.ts';
import { lastLines, run } from './python/run.ts';
import { installedScript, requirementsScript } from './python/scripts.ts';
import { releaseFor } from './versions.ts';

export interface InstallOptions {
  /**
   * A release, such as `2024.3.3`, or `newest` for the newest one with a Python of its own (see `newestPython`). Default
   * `HEARTHGATE_HOME_VERSION`, else the newest that this machine's Python can run.
   */
  readonly version?: string | undefined;
  /** Where installations are kept; default `node_modules/.cache/home-assistant` in the working directory. */
  readonly cacheFolder?: string | undefined;
}

export interface InstalledHome {
  readonly version: string;
  /** Program and arguments before those of Python. */
  readonly python: readonly string[];
  /** Whether anything had to be installed. */
  readonly installed: boolean;
  readonly seconds: number;
}

/**
 * Installs Home Assistant Core from PyPI, with all that it would install at its first start, unless that has been done. An
 * installation appears whole or not at all, so one that was interrupted is made anew, and so is one that cannot be run.
 *
 * @throws Error that says what is missing
 */
export async function installRealHome(options: InstallOptions = {}): Promise<InstalledHome> {
  const { cacheFolder = join(process.cwd(), 'node_modules/.cache/home-assistant') } = options;
  const wantedVersion = options.version ?? (process.env.HEARTHGATE_HOME_VERSION || undefined);
  const isNewest = wantedVersion === 'newest';
  const startedAt = performance.now();
  const entrance = isNewest ? await newestPython(cacheFolder) : [];
  const base = await findPython(entrance);
  const { version, pins } = releaseFor(base.version, isNewest ? undefined : wantedVersion);
  const folder = join(cacheFolder, version);
  const python = [...entrance, join(folder, 'bin/python')];
  const wanted = JSON.stringify({ version, python: base.version, pins, integrations });
  const done = (installed: boolean): InstalledHome => ({
    version,
    python,
    installed,
    seconds: (performance.now() - startedAt) / 1000,
  });
  if (stampOf(folder) === wanted && (await installedVersion(python)) === version) return done(false);

  removeAbandoned(cacheFolder);
  const partial = `${folder}.${process.pid}.partial`;
  mkdirSync(cacheFolder, { recursive: true });
  try {
    await fill(partial, { base: base.command, entrance, version, pins });
    writeFileSync(join(partial, STAMP), wanted);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  if ((await installedVersion(python)) !== version) {
    throw new Error(`Home Assistant ${version} was installed into ${folder} but cannot be imported there.`);
  }
  return done(true);
}

const STAMP = 'installed.json';

function stampOf(folder: string): string | undefined {
  const file = join(folder, STAMP);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

async function installedVersion(python: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await run([...python, '-c', installedScript]);
  return code === 0 ? stdout.split('\n')[0] : undefined;
}

interface Filling {
  readonly base: readonly string[];
  readonly entrance: Entrance;
  readonly version: string;
  readonly pins: readonly string[];
}

async function fill(folder: string, { base, entrance, version, pins }: Filling): Promise<void> {
  const python = [...entrance, join(folder, 'bin/python')];
  const step = async (what: string, command: readonly string[]): Promise<string> => {
    const { code, stdout, output } = await run(command);
    if (code !== 0) throw new Error(`${what} failed:\n${lastLines(output)}`);
    return stdout;
  };
  const venvHint = 'Making a virtual environment (Debian has it in the package python3-venv)';
  await step(venvHint, [...base, '-m', 'venv', '--clear', folder]);
  const pip = [...python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  await step(`Installing Home Assistant ${version} from PyPI`, [...pip, `homeassistant==${version}`, ...pins]);
  const [, constraints = ''] = (await step('Importing it', [...python, '-c', installedScript])).split('\n');
  const found = await step('Listing its requirements', [...python, '-c', requirementsScript, ...integrations]);
  const requirements = found.split('\n').filter(Boolean);
  await step('Installing what its integrations need', [...pip, '--constraint', constraints, ...requirements, ...pins]);
}

/** Removes what installations left behind whose process is gone. */
function removeAbandoned(cacheFolder: string): void {
  if (!existsSync(cacheFolder)) return;
  for (const name of readdirSync(cacheFolder)) {
    const pid = Number(/\.(\d+)\.partial$/.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
