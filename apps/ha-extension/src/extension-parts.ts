import type { Gateways } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { StrangerGate } from './bridge/stranger-gate.ts';

/** What the extension is built on: composed gateways and their environment. */
export interface ExtensionParts {
  readonly gateways: Gateways;
  readonly environment: Environment;
}

/** What the extension is made of while it lives. */
export interface ExtensionState extends ExtensionParts {
  readonly strangers: StrangerGate;
}

/** What the extension has to know of the invocation that it answers. */
export interface Turn {
  /** Milliseconds until Lambda ends the invocation; `Infinity` when unknown. */
  readonly remainingMs: () => number;
  /** Takes the one sentence that says why an answer is an error. */
  readonly noteCause: (cause: string) => void;
  /**
   * Whether AWS vouches for the caller, as it does for Alexa's own triggers. One that is not trusted never gets the
   * configured token: it has to bring the home's own.
   */
  readonly trusted: boolean;
}
