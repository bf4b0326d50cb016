import type { SingletonInfo } from '@hearthgate/contracts';
import type { Dispose } from './disposer.ts';
import type { Pending } from './work-graph.ts';

/** How an instance is made and ended. */
export interface Definition {
  readonly create: () => unknown;
  readonly dispose: Dispose | undefined;
  /** How long nobody may ask for it before it may be ended; absent when it lives until it is reset. */
  readonly idleMs: number | undefined;
  /** How long making and ending it may take, each; `Infinity` for ever. */
  readonly timeoutMs: number;
  /** Whether an instance works. */
  readonly check: ((instance: never) => unknown) | undefined;
}

/** An instance in use. */
export interface Ready {
  readonly value: unknown;
  /** As it was when the instance was made, whatever the key was declared to be since. */
  readonly definition: Definition;
  readonly createdAtMs: number;
  lastUsedAtMs: number;
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
  /** Callers that wait for an ending, to make the instance anew. */
  waiting = 0;
  /** What the instance, or the one that is being made, asked for while it was made. */
  readonly needs: Set<Slot> = new Set();
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
    const { key, state, uses, ready } = this;
    if (state !== 'ready' || ready === undefined) return { key, state, uses };
    return { key, state, createdAtMs: ready.createdAtMs, lastUsedAtMs: ready.lastUsedAtMs, uses };
  }
}
