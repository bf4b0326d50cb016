import { assumptions } from './assumptions.ts';
import type { Kind, Measurement, MemoryMb, Spent } from './measurement.ts';

/** docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const MB_OF_ONE_VCPU = 1_769;

/** A directive of the mix that the day's assumptions make. */
export const answered: readonly Extract<Kind, 'control' | 'report' | 'discovery' | 'skill'>[] = [
  'control',
  'report',
  'discovery',
  'skill',
];

/** CPU time stretched to the share of a CPU that the memory brings: what it takes when no share was left over. */
export function stretchedMs(cpuMs: number, memoryMb: number): number {
  return cpuMs * Math.max(1, MB_OF_ONE_VCPU / memoryMb);
}

/** Milliseconds beyond the wait for the home, as measured with the CPU of that memory. */
export function spentMs(spent: Spent, memoryMb: MemoryMb): number {
  return spent.atMemoryMs[memoryMb];
}

/** The mean of a log-normal wait. */
export function meanWaitMs({ medianMs, sigma }: { readonly medianMs: number; readonly sigma: number }): number {
  return medianMs * Math.exp(sigma ** 2 / 2);
}

/** Lambda bills whole milliseconds. */
export function billedMs(durationMs: number): number {
  return Math.ceil(durationMs);
}

/** How many of a day's invocations are of each kind, for one home. */
export function invocationsPerDay(): Readonly<Record<(typeof answered)[number], number>> {
  const { controls, appOpenings, devicesAsked, skillTurns, discoveries, routines, directivesEach } = assumptions.day;
  return {
    control: controls + routines * directivesEach,
    report: appOpenings * devicesAsked,
    discovery: discoveries,
    skill: skillTurns,
  };
}

/** Weighs a figure of each kind by how often it comes. */
export function mixed(figure: (kind: (typeof answered)[number]) => number): number {
  const perDay = invocationsPerDay();
  const total = answered.reduce((sum, kind) => sum + perDay[kind], 0);
  return answered.reduce((sum, kind) => sum + perDay[kind] * figure(kind), 0) / total;
}

/** Billed milliseconds of an invocation of the mix, in the mean, on a warm environment. */
export function warmMs(measurement: Measurement, memoryMb: MemoryMb): number {
  return mixed(
    (kind) =>
      // Half a millisecond, in the mean, is what whole milliseconds add.
      meanWaitMs(assumptions.wait[kind]) + spentMs(measurement.kinds[kind].warm, memoryMb) + 0.5,
  );
}

/** What a cold start adds to the bill: the INIT phase, and what the first invocation takes more than a later one. */
export function coldMs(measurement: Measurement, memoryMb: MemoryMb, init: 'full' | 'share' = 'full'): number {
  const { init: started, first, kinds } = measurement;
  const extra = Math.max(0, spentMs(first, memoryMb) - spentMs(kinds.control.warm, memoryMb));
  return billedMs(init === 'full' ? started.fullMs : spentMs(started, memoryMb)) + extra;
}

/** What an invocation puts into the log, Lambda's own lines included. */
export function logBytesOf(measurement: Measurement, kind: Kind): number {
  const { logBytes, logLines } = measurement.kinds[kind];
  const { platformBytes, platformLines, bytesPerLine } = assumptions;
  return logBytes + platformBytes + (logLines + platformLines) * bytesPerLine;
}

/** What leaves AWS: the request to the home and the answer to Alexa, which may or may not be billed. */
export function bytesOutOf(measurement: Measurement, kind: Kind): number {
  return measurement.kinds[kind].sentBytes + measurement.kinds[kind].answerBytes;
}
