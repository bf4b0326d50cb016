import { describe, expect, it } from 'vitest';
import { estimateBytes } from '../src/memory/estimate-bytes.ts';

describe('the estimate of a value', () => {
  it('takes two bytes for each character of a text', () => {
    expect(estimateBytes('x'.repeat(1_000)) - estimateBytes('')).toBe(2_000);
  });

  it('takes the bytes of buffers and of everything that a view keeps alive', () => {
    const large = new ArrayBuffer(1_000_000);
    expect(estimateBytes(large)).toBeGreaterThanOrEqual(1_000_000);
    expect(estimateBytes(new Uint8Array(large, 0, 10))).toBeGreaterThanOrEqual(1_000_000);
    expect(estimateBytes(Buffer.alloc(300_000))).toBeGreaterThanOrEqual(300_000);
    expect(estimateBytes(new SharedArrayBuffer(5_000))).toBeGreaterThanOrEqual(5_000);
  });

  it("does not count Node's shared pool for a small Buffer in it", () => {
    expect(estimateBytes(Buffer.from('small'))).toBeLessThan(1_000);
  });

  it('counts what occurs twice once, and survives cycles', () => {
    const shared = { text: 'x'.repeat(1_000) };
    const once = estimateBytes([shared]);
    expect(estimateBytes([shared, shared]) - once).toBe(8);
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(estimateBytes(cycle)).toBe(estimateBytes([1]));
  });

  it('looks into maps, sets and arrays, and at every depth', () => {
    const text = 'x'.repeat(1_000);
    for (const value of [
      new Map([['key', text]]),
      new Map([[text, 1]]),
      new Set([text]),
      [text],
      { a: { b: [text] } },
    ]) {
      expect(estimateBytes(value)).toBeGreaterThan(2_000);
    }
    let deep: unknown = text;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(estimateBytes(deep)).toBeGreaterThan(100_000 * 48);
  });

  it('has a size for everything else, getters that throw included', () => {
    const hostile = Object.defineProperty({}, 'boom', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    for (const value of [hostile, new Date(), new Error('x'), () => 1, Symbol('x'), 10n ** 100n, 1.5, true, null]) {
      expect(estimateBytes({ value })).toBeGreaterThan(0);
    }
    expect(estimateBytes(2n ** 8_000n)).toBeGreaterThan(1_000);
  });

  it('stops soon after the limit', () => {
    let reads = 0;
    const value = Array.from({ length: 10_000 }, () => ({
      get text() {
        reads += 1;
        return 'x'.repeat(1_000);
      },
    }));
    expect(estimateBytes(value, 200_000)).toBeGreaterThan(200_000);
    expect(reads).toBeLessThan(200);
  });
});
