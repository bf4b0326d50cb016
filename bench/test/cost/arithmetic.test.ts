import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysPerMonth } from '../../src/cost/assumptions.ts';
import { billOf, gbSecondsOf, type MonthlyUse, totalUsd } from '../../src/cost/bill.ts';
import { billedMs, coldMs, meanWaitMs, mixed, stretchedMs, warmMs } from '../../src/cost/durations.ts';
import { memorySizesMb, readMeasurement } from '../../src/cost/measurement.ts';
import { monthOf } from '../../src/cost/month.ts';
import { freeEdge, perDirective, perMillion } from '../../src/cost/per-million.ts';
import { BYTES_PER_GIGABYTE, logCostUsd, prices } from '../../src/cost/prices.ts';
import { environmentBytes, homeVariables, mostHomes } from '../../src/cost/settings-room.ts';

const measurement = readMeasurement();
const nothing: MonthlyUse = {
  requests: 0,
  billedMs: 0,
  memoryMb: 128,
  logBytes: 0,
  bytesOut: 0,
  tableReadUnits: 0,
  tableWriteUnits: 0,
  tableBytes: 0,
};

describe('the bill', () => {
  it('is that of a hand: three million requests of 200 ms at 256 MB', () => {
    // 3e6 x 0.2 s x 0.25 GB = 150,000 GB-s, all free; 2e6 requests beyond the free million at 0.20.
    const bill = billOf({ ...nothing, requests: 3e6, billedMs: 6e8, memoryMb: 256 });
    expect(gbSecondsOf({ billedMs: 6e8, memoryMb: 256 })).toBe(150_000);
    expect(bill.requests).toBeCloseTo(0.4, 10);
    expect(bill.duration).toBe(0);
    expect(totalUsd(bill)).toBeCloseTo(0.4, 10);
  });

  it('charges GB-seconds beyond the free ones at the price of arm64', () => {
    // 512 MB for 1e6 s = 500,000 GB-s; 100,000 of them at 0.0000133334.
    expect(billOf({ ...nothing, billedMs: 1e9, memoryMb: 512 }).duration).toBeCloseTo(1.333_34, 8);
  });

  it('charges a log of 15 GB for 10 GB, and for what is kept of them', () => {
    const bill = billOf({ ...nothing, logBytes: 15 * BYTES_PER_GIGABYTE });
    expect(bill.logs).toBeCloseTo(5, 10);
    // 10 GB x 0.15 x 14 days of 30.4167 x 0.03
    expect(bill['log storage']).toBeCloseTo(0.020_712, 5);
    expect(daysPerMonth).toBeCloseTo(30.4167, 4);
  });

  it('charges the table by request and what leaves beyond 100 GB', () => {
    const bill = billOf({ ...nothing, tableReadUnits: 8e6, tableWriteUnits: 2e6, bytesOut: 110 * BYTES_PER_GIGABYTE });
    expect(bill.table).toBeCloseTo(1 + 1.25, 10);
    expect(bill['data out']).toBeCloseTo(0.9, 10);
  });

  it('is nothing for nothing, metrics and alarms included', () => {
    expect(totalUsd(billOf(nothing))).toBe(0);
  });

  it('makes logs cheaper by the tier: 60 TB as AWS reckons them', () => {
    // 10 TB at 0.50, 20 at 0.25, 20 at 0.10, 10 at 0.05, in units of 1,024 GB.
    const bytes = 61_440 * BYTES_PER_GIGABYTE + prices.freeLogBytes;
    expect(logCostUsd(bytes)).toBeCloseTo(1_024 * (5 + 5 + 2 + 0.5), 6);
  });

  const amount = fc.double({ min: 0, max: 1e12, noNaN: true });
  const use: fc.Arbitrary<MonthlyUse> = fc.record({
    requests: amount,
    billedMs: amount,
    memoryMb: fc.constantFrom(...memorySizesMb),
    logBytes: fc.double({ min: 0, max: 1e15, noNaN: true }),
    bytesOut: amount,
    tableReadUnits: amount,
    tableWriteUnits: amount,
    tableBytes: amount,
  });
  const measures = ['requests', 'billedMs', 'logBytes', 'bytesOut', 'tableReadUnits', 'tableWriteUnits'] as const;

  it('is never negative in any item, and never less for more use', () => {
    fc.assert(
      fc.property(use, fc.constantFrom(...measures), amount, (before, measure, more) => {
        const after = billOf({ ...before, [measure]: before[measure] + more });
        for (const [item, usd] of Object.entries(billOf(before))) {
          expect(usd).toBeGreaterThanOrEqual(0);
          expect(after[item as keyof typeof after]).toBeGreaterThanOrEqual(usd);
        }
      }),
    );
  });
});

describe('durations', () => {
  it('stretch CPU time by the share of a CPU, and not above a whole one', () => {
    expect(stretchedMs(10, 1_769)).toBe(10);
    expect(stretchedMs(10, 128)).toBeCloseTo(138.203, 3);
    expect(stretchedMs(10, 3_538)).toBe(10);
  });

  it('are billed by whole milliseconds, begun', () => {
    expect([billedMs(0.2), billedMs(7), billedMs(7.001)]).toEqual([1, 7, 8]);
  });

  it('weigh kinds by how often they come: 26 directives, 48 states, 0.1 discoveries and 3 turns a day', () => {
    const weights = { control: 26, report: 48, discovery: 0.1, skill: 3 };
    for (const [kind, weight] of Object.entries(weights)) {
      expect(mixed((one) => (one === kind ? 1 : 0))).toBeCloseTo(weight / 77.1, 12);
    }
    expect(meanWaitMs({ medianMs: 100, sigma: 0 })).toBe(100);
  });

  it('are shorter with more memory when an environment starts', () => {
    const [small, medium, large] = memorySizesMb.map((size) => coldMs(measurement, size));
    expect(small).toBeGreaterThan(medium ?? 0);
    expect(medium).toBeGreaterThan(large ?? 0);
  });
});

describe('a million directives', () => {
  it('cost the sum of what a hand reckons for one', () => {
    for (const size of memorySizesMb) {
      const ms = warmMs(measurement, size) + 0.1 * coldMs(measurement, size);
      const one = perMillion(measurement, size, 0.1);
      expect(one.billedMs).toBeCloseTo(ms, 9);
      expect(one.durationUsd).toBeCloseTo(1e3 * ms * (size / 1_024) * 0.000_013_333_4, 9);
      expect(one.requestsUsd).toBeCloseTo(0.2, 12);
      expect(one.totalUsd).toBeCloseTo(one.requestsUsd + one.durationUsd + one.logsUsd + one.dataOutUsd, 12);
    }
  });

  it('are free up to the edge, and cost something from the next thousand on', () => {
    for (const size of memorySizesMb) {
      for (const cold of [0, 0.01, 0.5]) {
        const { directives } = freeEdge(measurement, size, cold);
        const billFor = (count: number) => {
          const each = perDirective(measurement, size, cold);
          return totalUsd(
            billOf({
              ...nothing,
              memoryMb: size,
              requests: count,
              billedMs: count * each.billedMs,
              logBytes: count * each.logBytes,
              bytesOut: count * each.bytesOut,
            }),
          );
        };
        expect(billFor(directives)).toBe(0);
        expect(billFor(directives + 1_000)).toBeGreaterThan(0);
      }
    }
  });
});

describe('a month', () => {
  const scenario = { homes: 10, seed: 1, memoryMb: 128, concurrency: 1, hasTable: false, hasOutage: false } as const;
  const counts = { arrived: 771, invoked: 700, billedMs: 7_000, logBytes: 70, bytesOut: 7 };
  const table = { tableReadUnits: 0, tableWriteUnits: 0 };

  it('is 730 hours at the pace of whole days', () => {
    const days = { ...scenario, fromMs: 0, untilMs: 2 * 86_400_000 };
    expect(monthOf({ ...counts, ...table, scenario: days }).requests).toBeCloseTo((700 * 730) / 48, 9);
  });

  it('takes the busiest hour for the day by what is asked in it', () => {
    // Ten homes ask 771 times a day, which is what arrived in the hour: a day is as much as the hour.
    const hour = { ...scenario, fromMs: 0, untilMs: 3_600_000 };
    expect(monthOf({ ...counts, ...table, scenario: hour }).requests).toBeCloseTo(700 * daysPerMonth, 6);
  });
});

describe('the room for settings', () => {
  it('counts names and values, and is used to the last home that fits', () => {
    expect(environmentBytes({ AB: 'cde', F: '' })).toBe(6);
    for (const hasTokens of [true, false]) {
      const most = mostHomes(hasTokens);
      expect(environmentBytes(homeVariables(most, hasTokens))).toBeLessThan(4_096);
      expect(environmentBytes(homeVariables(most + 3, hasTokens))).toBeGreaterThan(3_900);
    }
    expect(mostHomes(false)).toBeGreaterThan(mostHomes(true));
  });
});
