import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What runs against servers of DynamoDB's and Redis' protocols; it takes most of a minute. */
export default defineConfig({
  root,
  resolve: { conditions: ['@hearthgate/source'] },
  ssr: { resolve: { conditions: ['@hearthgate/source'], externalConditions: ['@hearthgate/source'] } },
  test: {
    name: 'external',
    include: ['packages/*/test/external/**/*.heavy.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    fileParallelism: false,
  },
});
