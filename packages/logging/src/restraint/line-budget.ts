import type { LogLevel } from '@hearthgate/contracts';
import { severityOf } from '../level.ts';

/** What the budget says of one more line. */
export type BudgetAnswer = 'write' | 'write-last' | 'drop';

/**
 * How many lines one invocation may write. Errors have a share of their own, so that a flood of debug lines does not
 * hide the line that says what broke.
 */
export class LineBudget {
  readonly #maxLines: number;
  #ordinary = 0;
  #severe = 0;

  constructor(maxLines: number) {
    this.#maxLines = maxLines;
  }

  take(level: LogLevel): BudgetAnswer {
    const used = severityOf[level] >= severityOf.error ? ++this.#severe : ++this.#ordinary;
    if (used < this.#maxLines) return 'write';
    return used === this.#maxLines ? 'write-last' : 'drop';
  }
}
