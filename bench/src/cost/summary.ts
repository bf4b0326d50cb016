import { assumptions, daysPerMonth } from './assumptions.ts';
import { billOf, totalUsd } from './bill.ts';
import { coldMs, invocationsPerDay, meanWaitMs, mixed, warmMs } from './durations.ts';
import { count, ms, percent, usd } from './format.ts';
import { type Measurement, type MemoryMb, memorySizesMb } from './measurement.ts';
import { monthOf } from './month.ts';
import { freeEdge, perMillion } from './per-million.ts';
import type { KeptSimulation } from './scenarios.ts';

const COLD_SHARES = [0, 0.01, 0.1, 0.8];
/** AWS's own figure for functions in use: "typically under 1 %". */
const USUAL_COLD = 0.01;

/** The memory size at which a million directives cost least. */
export function cheapestMb(measurement: Measurement, coldShare: number): MemoryMb {
  const usdAt = (size: MemoryMb) => perMillion(measurement, size, coldShare).totalUsd;
  return memorySizesMb.reduce((best, size) => (usdAt(size) < usdAt(best) ? size : best));
}

/** What follows from the tables, in sentences with their figures. */
export function summary(measurement: Measurement, { steps }: KeptSimulation): string {
  const cheapest = [...new Set(COLD_SHARES.map((cold) => cheapestMb(measurement, cold)))];
  const [first = 128] = cheapest;
  const { directives, first: limit } = freeEdge(measurement, first, USUAL_COLD);
  const one = steps.find(({ homes }) => homes === 1);
  const most = steps.at(-1);
  const perMonth = Object.values(invocationsPerDay()).reduce((sum, each) => sum + each, 0) * daysPerMonth;
  const wait = mixed((kind) => meanWaitMs(assumptions.wait[kind]));
  const usdOf = (size: MemoryMb) => usd(perMillion(measurement, size, USUAL_COLD).totalUsd);
  const lines = [
    `A directive on a warm environment of 128 MB is billed ${ms(warmMs(measurement, 128))} ms in the mean, ${ms(wait)} ms of them for waiting. More memory shortens only the rest, so the cheapest size is **${cheapest.join(' or ')} MB**, whatever the share of cold starts: a million directives cost ${memorySizesMb.map((size) => `${usdOf(size)} USD at ${size} MB`).join(', ')} (${percent(USUAL_COLD)} cold, nothing free).`,
    `Nothing is paid up to **${count(directives)}** directives a month at ${first} MB; ${limit} end first. A home of this page asks ${count(perMonth)} times a month, so that is ${count(directives / perMonth)} homes.`,
    `A cold start adds ${memorySizesMb.map((size) => `${ms(coldMs(measurement, size))} ms at ${size} MB`).join(', ')} to the bill and to the wait: this is what more memory buys.`,
    ...(one === undefined
      ? []
      : [
          `One home alone is cold in ${percent(one.days.cold / one.days.invoked)} of its invocations: the app asks for the states of all its devices at once, and each question that finds no idle environment starts one. It pays ${usd(totalUsd(billOf(monthOf(one.days))))} USD.`,
        ]),
    ...(most === undefined
      ? []
      : [
          `${count(most.homes)} homes on one function pay ${count(totalUsd(billOf(monthOf(most.raised ?? most.days))))} USD a month, ${(totalUsd(billOf(monthOf(most.raised ?? most.days))) / most.homes).toFixed(4)} each, with what is answered of the burst at the full hour: ${count(most.days.busiestSecond)} invocations in its busiest second, for which Lambda gets no further than ${count((most.raised ?? most.days).peakConcurrency)} environments, quota or not.`,
        ]),
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}
