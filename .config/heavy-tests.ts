import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the configurations share whose tests take minutes or servers, and so stand outside the test command. */
export function heavyTests(test: NonNullable<ViteUserConfig['test']>): ViteUserConfig {
  return defineConfig({
    root,
    resolve: { conditions: ['@hearthgate/source'] },
    ssr: { resolve: { conditions: ['@hearthgate/source'], externalConditions: ['@hearthgate/source'] } },
    test: { allowOnly: false, testTimeout: 30_000, hookTimeout: 30_000, ...test },
  });
}
