import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What runs under AWS's own runtime client; `.ci/install-ric.mjs` builds that first, which takes most of a minute. */
export default defineConfig({
  root,
  resolve: { conditions: ['@hearthgate/source'] },
  ssr: { resolve: { conditions: ['@hearthgate/source'], externalConditions: ['@hearthgate/source'] } },
  test: {
    name: 'ric',
    include: ['apps/*/test/ric/**/*.ric.ts'],
    allowOnly: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
