import { expect, it } from 'vitest';
import { HOW_TO_GET_DATA, hasSharedData } from '../support/alexa-schema.ts';
import { runFuzz } from './fuzz.ts';
import { growth, MAX_GROWTH_BYTES } from './memory.ts';
import { shareProblems } from './shares.ts';

const schema = hasSharedData ? 'Amazon takes' : `has the right form (${HOW_TO_GET_DATA})`;

it(`Twenty thousand hostile messages and homes get answers that ${schema}, in time, no secret anywhere, memory flat`, async () => {
  const report = await runFuzz({
    cases: 20_000,
    every: 1_000,
    seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_125),
  });
  expect(report.failure).toBeUndefined();
  expect(report.cases).toBe(20_000);
  expect(shareProblems(report.kinds)).toEqual([]);
  expect(report.asked).toBeGreaterThan(8_000);
  expect(growth(report.heaps)).toBeLessThan(MAX_GROWTH_BYTES);
}, 300_000);
