import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createUtilityGateway } from '../src/index.ts';

const { operations } = createUtilityGateway();

describe('formatDuration', () => {
  it.each([
    [0, '0 us'],
    [0.95, '950 us'],
    [0.9996, '1 ms'],
    [12.34, '12.3 ms'],
    [999.6, '1 s'],
    [4_210, '4.21 s'],
    [59_960, '1 min'],
    [200_000, '3 min 20 s'],
    [3_599_600, '1 h'],
    [7_500_000, '2 h 5 min'],
  ])('writes %d ms as %s', (durationMs, expected) => {
    expect(operations.formatDuration({ durationMs })).toBe(expected);
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('refuses %d', (durationMs) => {
    expect(() => operations.formatDuration({ durationMs })).toThrowError(/milliseconds/);
  });
});

describe('identifiers and times', () => {
  it('are UUIDs of version 4, each new, and counted', () => {
    const utility = createUtilityGateway();
    const ids = Array.from({ length: 100 }, () => utility.operations.generateCorrelationId());
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(utility.operations.getStatus().generatedIds).toBe(100);
  });

  it('come from the environment’s clock', async () => {
    const environment = createTestEnvironment({ startAtMs: Date.UTC(2026, 10, 23, 12) });
    const utility = createUtilityGateway({}, { environment });
    expect(utility.operations.getTimestamp()).toBe('2026-11-23T12:00:00.000Z');
    await environment.clock.advance(1_500);
    expect(utility.operations.getTimestamp({ format: 'epoch-ms' })).toBe(String(Date.UTC(2026, 10, 23, 12) + 1_500));
  });
});
