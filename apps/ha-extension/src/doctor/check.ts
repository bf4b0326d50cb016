import type { Examination } from './examination.ts';
import type { CheckState } from './report.ts';

/** What a check found. */
export interface Finding {
  readonly state: CheckState;
  readonly saw: string;
  readonly means: string;
  readonly todo?: string | undefined;
  /** Of a check that was skipped: whether those that need it make no sense either. */
  readonly blocks?: boolean | undefined;
}

/** One step of the doctor. */
export interface Check {
  readonly name: string;
  /** Checks that must not have failed. */
  readonly needs: readonly string[];
  /** Whether it judges the first answer, which takes no time once that is there. */
  readonly readsFirstAnswer?: true;
  run(home: Examination): Promise<Finding> | Finding;
}

export function ok(saw: string, means: string, todo?: string): Finding {
  return { state: 'ok', saw, means, todo };
}

export function warning(saw: string, means: string, todo: string): Finding {
  return { state: 'warning', saw, means, todo };
}

export function failed(saw: string, means: string, todo: string): Finding {
  return { state: 'failed', saw, means, todo };
}

export function skipped(saw: string, means: string, todo?: string): Finding {
  return { state: 'skipped', saw, means, todo };
}

/** Skipped, and with it all that need it. */
export function skippedWithRest(saw: string, means: string, todo?: string): Finding {
  return { ...skipped(saw, means, todo), blocks: true };
}
