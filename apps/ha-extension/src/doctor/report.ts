/** How a step ended. A warning is something that works here and may not work for everybody. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'skipped';

/** What one step found, in words for people. None of them holds a secret. */
export interface CheckResult {
  readonly name: string;
  readonly state: CheckState;
  readonly saw: string;
  readonly means: string;
  /** What to do; absent when nothing is to be done. */
  readonly todo?: string | undefined;
  readonly durationMs: number;
}

export interface HomeReport {
  /** Empty for the home whose settings have no suffix. */
  readonly name: string;
  readonly address: string;
  readonly checks: readonly CheckResult[];
}

/** Where the doctor works: on a person's machine, or inside the function itself. */
export type Place = 'command-line' | 'function';

export interface DoctorReport {
  /** Raised when a program that reads reports would have to change. */
  readonly format: 1;
  readonly place: Place;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** The worst that was found; `skipped` counts for nothing. */
  readonly verdict: Exclude<CheckState, 'skipped'>;
  readonly counts: Readonly<Record<CheckState, number>>;
  /** What is not of one home. */
  readonly checks: readonly CheckResult[];
  readonly homes: readonly HomeReport[];
}

type Parts = Pick<DoctorReport, 'place' | 'checks' | 'homes' | 'durationMs'> & { readonly startedAtMs: number };

export function reportOf({ place, startedAtMs, durationMs, checks, homes }: Parts): DoctorReport {
  const all = [...checks, ...homes.flatMap((home) => home.checks)];
  const count = (state: CheckState) => all.filter((check) => check.state === state).length;
  const counts = { ok: count('ok'), warning: count('warning'), failed: count('failed'), skipped: count('skipped') };
  const verdict = counts.failed > 0 ? 'failed' : counts.warning > 0 ? 'warning' : 'ok';
  const startedAt = new Date(startedAtMs).toISOString();
  return { format: 1, place, startedAt, durationMs, verdict, counts, checks, homes };
}
