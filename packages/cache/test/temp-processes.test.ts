import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { entryFiles, KEY, startCache, temporaryDirectory } from './support/temp-directory.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('support/disk-writer.ts', import.meta.url));
const node = [process.execPath, '--conditions=@hearthgate/source', '--disable-warning=ExperimentalWarning', script];

interface Told {
  readonly wrong: readonly string[];
  readonly found: number;
  readonly status: {
    readonly state: string;
    readonly stats: { readonly tiers: readonly { readonly failures: number }[] };
  };
}

describe('processes that share a directory', () => {
  it('never read what nobody wrote, and keep the bound together', async () => {
    const directory = temporaryDirectory();
    const [program, ...rest] = node as [string, ...string[]];
    const processes = ['one', 'two', 'three'].map((name) => run(program, [...rest, directory, name, '400']));
    const told = (await Promise.all(processes)).map(({ stdout }) => JSON.parse(stdout) as Told);
    for (const { wrong, found, status } of told) {
      expect(wrong).toEqual([]);
      expect(found).toBeGreaterThan(100);
      expect(status.state).toBe('healthy');
      expect(status.stats.tiers[1]?.failures).toBe(0);
    }
    // In whole blocks of the disk.
    const bytes = entryFiles(directory).reduce((sum, file) => sum + Math.ceil(statSync(file).size / 4_096) * 4_096, 0);
    expect(bytes).toBeLessThanOrEqual(160_000 * (1 + 3 / 16));
    expect(readdirSync(join(directory, 'hearthgate')).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  it('find what a process that was killed in the middle of its writes had finished', async () => {
    const directory = temporaryDirectory();
    const [program, ...rest] = node as [string, ...string[]];
    const child = execFile(program, [...rest, directory, 'killed', '100000']);
    await expect.poll(() => statCount(directory), { timeout: 15_000 }).toBeGreaterThan(20);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const { cache, warnings } = startCache({ directory, encryptionKey: KEY });
    const keys = Array.from({ length: 40 }, (_, index) => `key ${index}`);
    const found = (await cache.bulkGet({ keys })).filter((entry) => entry !== undefined);
    expect(warnings()).toEqual([]);
    for (const { key, value } of found) expect(value).toMatch(new RegExp(`^${key}\\|killed\\|x*$`));
  });

  it.runIf(process.platform === 'linux')(
    'go on in memory when the system refuses to let a file grow, in the middle of a write',
    async () => {
      const directory = temporaryDirectory();
      // Files may have 512 bytes: longer writes stop there, and the rest fails.
      const limited = 'ulimit -f 1; exec "$@"';
      const { stdout } = await run('sh', ['-c', limited, 'sh', ...node, directory, 'limited', '100']);
      const { wrong, status } = JSON.parse(stdout) as Told;
      expect(wrong).toEqual([]);
      expect(status.stats.tiers[1]?.failures).toBeGreaterThan(0);
      for (const file of entryFiles(directory)) expect(statSync(file).size).toBeLessThanOrEqual(1024);
      expect(readdirSync(join(directory, 'hearthgate')).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
    },
  );
});

function statCount(directory: string): number {
  try {
    return entryFiles(directory).length;
  } catch {
    return 0;
  }
}
