import type { Comparison } from '../../measure/compare.ts';

/**
 * How whole invocations are measured. One leaves so much garbage that collecting it has to be in what is measured: a batch of
 * 60 ms has a few collections of the young generation in it, which one of 6 ms has not. And the more memory a task goes
 * through, the more a neighbour on the machine disturbs it, for seconds at a time, so there are more of them.
 */
export const WHOLE_INVOCATIONS: Pick<Comparison, 'batchMs' | 'rounds'> = { batchMs: 60, rounds: 75 };
