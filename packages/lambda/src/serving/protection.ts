import type { RegisterRouteParams, RouteImportance } from '@hearthgate/contracts';
import type { LambdaPorts } from '../ports.ts';
import { attempt } from './attempt.ts';
import type { Problem } from './problem.ts';

/** Costs add up over a month, and a report of them looks at all that is billed. */
const MAX_AGE_MS = 1_000;

/** What is still served at each level of protection. */
const served: Readonly<Record<'reduce' | 'stop', readonly RouteImportance[]>> = {
  reduce: ['required', 'normal'],
  stop: ['required'],
};

type Report = Pick<ReturnType<LambdaPorts['metrics']['monitorCost']>, 'protection' | 'reason'>;

/** Whether the free tier allows what a route does; the report of costs is at most a second old. */
export class Protection {
  #report: Report | undefined;
  #askedAtMs: number = Number.NEGATIVE_INFINITY;

  /** Why a route is not served, if so. */
  refusal(
    { kind, importance }: RegisterRouteParams,
    metrics: LambdaPorts['metrics'],
    nowMs: number,
  ): Problem | undefined {
    const effective = importance ?? (kind === 'diagnostics' ? 'required' : 'normal');
    return effective === 'required' ? undefined : this.#judge(effective, metrics, nowMs);
  }

  #judge(importance: RouteImportance, metrics: LambdaPorts['metrics'], nowMs: number): Problem | undefined {
    if (!(nowMs - this.#askedAtMs < MAX_AGE_MS)) {
      // A report that cannot be had protects nothing, and must not cost an answer.
      this.#report = attempt(() => metrics.monitorCost());
      this.#askedAtMs = this.#report === undefined ? Number.NEGATIVE_INFINITY : nowMs;
    }
    const { protection = 'none', reason } = this.#report ?? {};
    if (protection === 'none' || served[protection].includes(importance)) return undefined;
    const cause = `Not served to protect the free tier (${protection}). ${reason ?? ''}`.trim();
    return { code: 'LAMBDA_PROTECTED', message: 'This is not served at the moment, to save costs.', cause };
  }
}
