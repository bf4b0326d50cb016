import type { HttpBodyStream } from '@hearthgate/contracts';
import type { SignalOnRead } from '@hearthgate/kernel';
import type { BatchProgress } from './batch.ts';
import type { Problem } from './problem.ts';

/** What became of an event: a handler's answer, or the reason why there is none. */
export type Dispatched =
  | { readonly answer: unknown /** Sent after the answer, in parts. */; readonly body?: HttpBodyStream | undefined }
  | { readonly problem: Problem };

/** How far the work on an event is, for whoever has to answer when time is over. */
export interface Progress {
  doing: string;
  over: boolean;
  /** Aborted when time is over, or when nobody takes the answer any more. */
  readonly end: SignalOnRead;
  batch?: BatchProgress;
}
