import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { billOf, totalUsd } from './bill.ts';
import { readMeasurement } from './measurement.ts';
import { monthOf } from './month.ts';
import { fingerprint, SIMULATION_FILE, type Step, simulateStep } from './scenarios.ts';

// Days of 1 to 1,000,000 homes on one function of 128 MB, and half an hour in which the ISP of some of them fails.
//
//   node bench/src/cost/simulate.ts [--homes 1,100,10000,1000000] [--seed 1] [--keep]
//
// Time is virtual and everything is drawn from the seed, so a run can be repeated. `--keep` writes what `pnpm
// docs:generate` makes `docs/cost.md` from. A day of a million homes takes minutes; of more homes only the busiest hour is
// simulated.

const { homes, seed, keep } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    homes: { type: 'string', default: '1,100,10000,1000000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
}).values;

const counts = homes.split(',').map(Number);
const wrong = counts.find((count) => !Number.isSafeInteger(count) || count < 1 || count > 10_000_000);
if (wrong !== undefined || !Number.isSafeInteger(Number(seed))) {
  console.error('--homes takes whole numbers from 1 to 10,000,000 with commas between them, --seed a whole number.');
  process.exit(1);
}
const measurement = readMeasurement();
const steps: Step[] = [];
for (const count of counts) {
  const startedAt = performance.now();
  const step = simulateStep(count, Number(seed), measurement);
  steps.push(step);
  print(step, (performance.now() - startedAt) / 1_000);
}
if (keep) {
  const kept = { seed: Number(seed), madeFrom: fingerprint(measurement), steps };
  writeFileSync(SIMULATION_FILE, `${JSON.stringify(kept, null, 2)}\n`);
}

function print({ homes: count, days, raised, outageAlone, outageShared }: Step, seconds: number): void {
  const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(3)} %`;
  const rows = [
    ['invocations', days.arrived, 'throttled', share(days.throttled, days.arrived)],
    ['cold', share(days.cold, days.invoked), 'latency p50/p95/p99', `${days.p50Ms}/${days.p95Ms}/${days.p99Ms} ms`],
    ['at once, most', days.peakConcurrency, 'at once, mean', days.meanConcurrency],
    ['environments, most', days.peakEnvironments, 'most at once without a quota', raised?.peakConcurrency ?? '-'],
    ['new connections', share(days.connected, days.answered), 'breakers of one', days.mostBreakers],
    ['a month, USD', totalUsd(billOf(monthOf(days))).toFixed(2), 'without a quota', raised?.invoked ?? '-'],
    ['outage: asked in vain', outageAlone.failed, 'shared breakers', outageShared.failed],
    ['refused by breakers', outageAlone.refused, 'shared breakers', outageShared.refused],
    ['most at once', outageAlone.peakConcurrency, 'p95 of the others', `${outageAlone.outageP95Ms} ms`],
  ];
  console.log(`\n${count} homes (${seconds.toFixed(1)} s)`);
  for (const [name, figure, other, otherFigure] of rows) {
    console.log(
      `  ${String(name).padEnd(24)}${String(figure).padStart(14)}   ${String(other).padEnd(30)}${otherFigure}`,
    );
  }
}
