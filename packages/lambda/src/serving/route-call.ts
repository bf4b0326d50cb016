import type { AlexaIdentity, RouteContext } from '@hearthgate/contracts';
import type { Invocation } from '@hearthgate/kernel';
import type { Progress } from './dispatched.ts';

/**
 * What a handler is told of its invocation. A class, as an object literal with a getter takes longer to make than anything
 * else that each invocation makes here.
 */
export class RouteCall implements RouteContext {
  readonly correlationId: string;
  readonly coldStart: boolean;
  readonly remainingMs: () => number;
  readonly noteCause: (cause: string) => void;
  /** Known when the event was examined, which is before any handler is asked. */
  identity: AlexaIdentity | undefined = undefined;
  readonly #progress: Progress;

  constructor(invocation: Invocation, progress: Progress, noteCause: (cause: string) => void) {
    this.correlationId = invocation.correlationId;
    this.coldStart = invocation.coldStart;
    // Functions that are written into a member at once are made for a long life, which takes much longer.
    const remainingMs = () => invocation.remainingMs();
    const noteWhileOpen = (cause: string) => {
      // Who speaks after the answer was given for him would only confuse the log.
      if (!progress.over) noteCause(cause);
    };
    this.remainingMs = remainingMs;
    this.noteCause = noteWhileOpen;
    this.#progress = progress;
  }

  get signal(): AbortSignal {
    return this.#progress.end.signal;
  }
}
