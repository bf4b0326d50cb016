import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One vitest project for each workspace folder, named as its package, so `--project @hearthgate/cache` picks it. */
function workspaceProjects(group: string) {
  return readdirSync(join(root, group))
    .map((name) => join(root, group, name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({
      extends: true as const,
      root: folder,
      test: {
        name: (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }).name,
        include: ['test/**/*.test.ts'],
        typecheck: {
          enabled: globSync('test/**/*.test-d.ts', { cwd: folder }).length > 0,
          include: ['test/**/*.test-d.ts'],
          // This tsconfig includes `test`; with one that does not, a wrong `expectTypeOf` passes in silence.
          tsconfig: join(folder, 'tsconfig.json'),
          // All other files are the business of the typecheck step.
          ignoreSourceErrors: true,
        },
      },
    }));
}

export default defineConfig({
  root,
  // Tests run from the sources of every package: no build stands between an edit and its test.
  resolve: { conditions: ['@hearthgate/source'] },
  ssr: { resolve: { conditions: ['@hearthgate/source'], externalConditions: ['@hearthgate/source'] } },
  test: {
    setupFiles: [join(root, '.config/vitest.setup.ts')],
    // Many tests wait for a socket or a process. By default one core less is used, which is one of two on a small machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // A test that is run alone hides all others of its file.
    allowOnly: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    coverage: { include: ['packages/*/src/**', 'apps/*/src/**'], reportsDirectory: join(root, 'coverage') },
    projects: [
      ...workspaceProjects('packages'),
      ...workspaceProjects('apps'),
      ...workspaceProjects('.'),
      { extends: true, root: join(root, '.ci'), test: { name: 'ci', include: ['test/**/*.test.mjs'] } },
    ],
  },
});
