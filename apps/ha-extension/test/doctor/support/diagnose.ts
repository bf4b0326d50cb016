import type { DoctorOptions } from '../../../src/doctor/examination.ts';
import type { CheckResult, DoctorReport } from '../../../src/doctor/report.ts';
import type { Listener } from '../../../src/doctor/result.ts';
import { runDoctor } from '../../../src/doctor/run-doctor.ts';
import { createSettingsSource } from '../../../src/settings/settings-source.ts';
import { createNetworkParts } from '../../bridge/support/parts.ts';

export interface Diagnosis extends DoctorReport {
  /** All steps, those of no home first. */
  readonly all: readonly CheckResult[];
  readonly of: (check: string) => CheckResult;
  /** The first step that failed. */
  readonly firstFailed: string | undefined;
}

/** What the doctor says with these settings, over the network of this machine. */
export async function diagnose(
  settings: Readonly<Record<string, string>>,
  options: Partial<DoctorOptions> = {},
  listener: Listener = {},
): Promise<Diagnosis> {
  const parts = createNetworkParts(settings);
  const report = await runDoctor(parts, createSettingsSource(parts), { place: 'command-line', ...options }, listener);
  await parts.gateways['http-client'].operations.resetPool();
  const all = [...report.checks, ...report.homes.flatMap((home) => home.checks)];
  return {
    ...report,
    all,
    firstFailed: all.find(({ state }) => state === 'failed')?.name,
    of: (check) => {
      const found = all.find(({ name }) => name === check);
      if (found === undefined) throw new Error(`There is no step ${check}.`);
      return found;
    },
  };
}

/** All of its words. */
export function wordsOf({ saw, means, todo = '' }: CheckResult): string {
  return [saw, means, todo].join(' ');
}
