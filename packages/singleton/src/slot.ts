import type { SingletonInfo } from '@hearthgate/contracts';
import type { Dispose } from './disposer.ts';
import type { Pending } from './work-graph.ts';

/** How an instance is made and ended. */
export interface Definition {
  readonly create: () => unknown;
  readonly dispose: Dispose | undefined;
}

/** An instance in use. */
export interface Ready {
  readonly value: unknown;
  /** Ends as it was defined when it was made, whatever the key was declared to be since. */
  readonly dispose: Dispose | undefined;
  readonly createdAtMs: number;
  /** Grows with each instance, whatever the clock does. */
  readonly order: number;
}

/** What became of an attempt to end an instance. */
export interface Ending {
  /** Whether there was an instance. */
  readonly ended: boolean;
  readonly failure?: { readonly error: unknown } | undefined;
}

/** The place of one key. It stays when its instance ends, so that what happens to one key happens in order. */
export class Slot {
  readonly key: string;
  definition: Definition;
  /** Declared by `register`, not by the first `get`. */
  registered: boolean;
  /** Reset since it was declared: it may be declared anew. */
  released = false;
  uses = 0;
  ready: Ready | undefined;
  creation: Pending<unknown> | undefined;
  ending: Pending<Ending> | undefined;
  /** What the last creation failed with, safe to tell; absent since one succeeded. */
  failure: string | undefined;

  constructor(key: string, definition: Definition, registered: boolean) {
    this.key = key;
    this.definition = definition;
    this.registered = registered;
  }

  get state(): SingletonInfo['state'] {
    if (this.ending !== undefined) return 'registered';
    if (this.creation !== undefined) return 'creating';
    return this.ready === undefined ? 'registered' : 'ready';
  }

  info(): SingletonInfo {
    const { key, state, uses } = this;
    return state === 'ready' ? { key, state, createdAtMs: this.ready?.createdAtMs, uses } : { key, state, uses };
  }
}
