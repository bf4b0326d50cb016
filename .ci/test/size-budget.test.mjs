import { expect, it } from 'vitest';
import { beyondBudget, shippedBytes } from '../size-budget.mjs';

it('counts what is shipped: neither types nor comments nor layout', () => {
  const source =
    "/** Docs. */\nexport {\n  type Only,\n  value,\n} from './core.ts'; // end\nexport type { T } from './t.ts';\n";
  const shipped = shippedBytes(source);
  expect(shipped).toBeGreaterThan("export{value}from'./core.ts'".length);
  expect(shipped).toBeLessThan(60);
});

it('refuses an interface beyond its own budget', () => {
  expect(beyondBudget({ cache: 2_049, 'circuit-breaker': 1_025, lambda: 3_072 })).toEqual([
    'cache: layer 1 has 2049 bytes, 2048 are allowed',
    'circuit-breaker: layer 1 has 1025 bytes, 1024 are allowed',
  ]);
});

it('refuses ten interfaces that are too large only together', () => {
  const sizes = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`gateway-${index}`, 2_000]));
  expect(beyondBudget(sizes)).toEqual(['all together: 22000 bytes, 20480 are allowed']);
});
