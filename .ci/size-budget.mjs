import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from './lib/root.mjs';
import { runAlone } from './lib/step.mjs';
import { publishableMembers } from './lib/workspace.mjs';

/** Bytes of layer 1, the primary interface without what is behind it. */
const BUDGET = { 'circuit-breaker': 1_024, lambda: 3_072 };
const DEFAULT_BUDGET = 2_048;
const TOTAL_BUDGET = 20_480;
const FOUNDATION = ['contracts', 'kernel', 'testing'];

/**
 * The bytes of a module as it would be shipped: types and comments gone, white space folded. A minifier makes it no
 * larger.
 */
export function shippedBytes(source) {
  const code = stripTypeScriptTypes(source, { mode: 'strip' })
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/^\s*\/\/.*$/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return Buffer.byteLength(code);
}

/** Which packages are beyond their budget, and whether all together are. */
export function beyondBudget(sizes) {
  const beyond = Object.entries(sizes)
    .filter(([name, bytes]) => bytes > (BUDGET[name] ?? DEFAULT_BUDGET))
    .map(([name, bytes]) => `${name}: layer 1 has ${bytes} bytes, ${BUDGET[name] ?? DEFAULT_BUDGET} are allowed`);
  const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
  return total > TOTAL_BUDGET ? [...beyond, `all together: ${total} bytes, ${TOTAL_BUDGET} are allowed`] : beyond;
}

export async function sizeBudgetStep() {
  const gateways = publishableMembers(repositoryRoot)
    .filter(({ folder }) => folder.startsWith('packages/'))
    .map(({ folder, path }) => ({ name: folder.split('/')[1], path }))
    .filter(({ name }) => !FOUNDATION.includes(name));
  const sizes = Object.fromEntries(
    gateways.map(({ name, path }) => [name, shippedBytes(readFileSync(join(path, 'src/index.ts'), 'utf8'))]),
  );
  const beyond = beyondBudget(sizes);
  const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
  return {
    passed: gateways.length + 1 - beyond.length,
    failed: beyond.length + (gateways.length === 0 ? 1 : 0),
    summary: `layer 1 of ${gateways.length} gateways has ${total} bytes, ${TOTAL_BUDGET} are allowed`,
    output: beyond.join('\n'),
  };
}

await runAlone(import.meta, sizeBudgetStep);
