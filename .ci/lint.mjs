import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { repositoryRoot } from './lib/root.mjs';

/** Biome: formatting, sorted imports and lint rules, warnings included, as one check. */
export async function lintStep() {
  const args = ['check', '--config-path=.config/biome.json', '--error-on-warnings', '--max-diagnostics=50', '.'];
  // Without this, Biome makes a cache folder in the home folder.
  const env = { XDG_CACHE_HOME: join(repositoryRoot, 'node_modules/.cache') };
  const { code, output } = await runCommand('biome', args, { env });
  const files = Number(/Checked (\d+) files?/.exec(output)?.[1] ?? 0);
  const ok = code === 0 && files > 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, summary: `${files} files`, output };
}
