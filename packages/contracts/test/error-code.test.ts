import { describe, expect, it } from 'vitest';
import { errorCodes } from '../src/index.ts';

const PREFIXES = [
  'KERNEL',
  'CACHE',
  'SINGLETON',
  'SECURITY',
  'LOGGING',
  'METRICS',
  'HTTP',
  'UTILITY',
  'INITIALIZATION',
  'LAMBDA',
  'CIRCUIT_BREAKER',
];

describe('the error table', () => {
  it.each(Object.entries(errorCodes))('explains %s in one sentence and says whether to retry', (code, info) => {
    expect(
      PREFIXES.some((prefix) => code.startsWith(`${prefix}_`)),
      code,
    ).toBe(true);
    expect(info.meaning).toMatch(/^\S.*\.$/);
    expect(typeof info.retryable).toBe('boolean');
  });
});
