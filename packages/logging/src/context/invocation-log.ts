import type { KeptStatement } from '../restraint/kept-statement.ts';
import { LineBudget } from '../restraint/line-budget.ts';
import { LineBuffer } from '../restraint/line-buffer.ts';
import { RepeatFold } from '../restraint/repeat-fold.ts';
import { BoundFields } from './bound-fields.ts';

/** What the gateway keeps of one invocation. */
export class InvocationLog {
  readonly budget: LineBudget;
  readonly buffer: LineBuffer<KeptStatement> = new LineBuffer();
  readonly fold: RepeatFold = new RepeatFold();
  readonly fields: BoundFields = new BoundFields();
  /** Whether it is one of the sample, whose lines are all written. */
  readonly isSampled: boolean;
  readonly traceId: string | undefined;

  constructor(maxLines: number, isSampled: boolean, traceId: string | undefined) {
    this.budget = new LineBudget(maxLines);
    this.isSampled = isSampled;
    this.traceId = traceId;
  }
}
