import type { ExtensionParts } from '../extension-parts.ts';
import type { Finding } from './check.ts';
import type { CheckResult } from './report.ts';

/** Whose step it is; undefined for those of no home. */
export interface Subject {
  readonly name: string;
  readonly address: string;
}

/** What is told while the doctor works. */
export interface Listener {
  /** A step begins. */
  started?(check: string, home: Subject | undefined): void;
  finished?(result: CheckResult, home: Subject | undefined): void;
}

/** Takes one step: tells of its beginning and its end, times it, and takes every known secret out of its words. */
export async function takeStep(
  { gateways, environment }: ExtensionParts,
  listener: Listener,
  home: Subject | undefined,
  name: string,
  find: () => Finding | Promise<Finding>,
): Promise<{ readonly finding: Finding; readonly result: CheckResult }> {
  listener.started?.(name, home);
  const startedAt = environment.clock.elapsed();
  const finding = await find();
  const { state, saw, means, todo } = gateways.security.operations.filterSensitive({ data: finding });
  const durationMs = Math.round(environment.clock.elapsed() - startedAt);
  const result: CheckResult = { name, state, saw, means, ...(todo !== undefined && { todo }), durationMs };
  listener.finished?.(result, home);
  return { finding, result };
}
