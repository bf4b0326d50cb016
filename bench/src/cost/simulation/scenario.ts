import type { MemoryMb } from '../measurement.ts';

/** What is simulated. */
export interface Scenario {
  readonly homes: number;
  readonly seed: number;
  readonly memoryMb: MemoryMb;
  /** Of the account, in invocations at once. */
  readonly concurrency: number;
  /** Whether environments share breakers and devices through a table. */
  readonly hasTable: boolean;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Whether the ISP of some homes fails meanwhile. */
  readonly hasOutage: boolean;
}
