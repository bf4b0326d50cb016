import type { AlexaIdentity, Gateways } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { RefusedTokens } from './bridge/refused-tokens.ts';
import type { StrangerGate } from './bridge/stranger-gate.ts';
import type { HomeSettingsOn } from './settings/home-settings.ts';

/** What the extension is built on: composed gateways and their environment. */
export interface ExtensionParts {
  readonly gateways: Gateways;
  readonly environment: Environment;
  /** Loads what the first request needs, for a start-up that knows that there will be one. Default: the request does. */
  readonly loadTransport?: (() => Promise<void>) | undefined;
}

/** What the extension is made of while it lives. */
export interface ExtensionState extends ExtensionParts {
  /** The gate of one home, by its name. */
  readonly strangers: (home: string) => StrangerGate;
  /** The tokens that one home refused lately, by its name. */
  readonly refusedTokens: (home: string) => RefusedTokens;
  /** The settings of the home as they are now, read anew; `undefined` when it was asked for too recently. */
  readonly renewedSettings: (settings: HomeSettingsOn) => Promise<HomeSettingsOn | undefined>;
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
  /** Who the message is from, where that was read from this very message already. */
  readonly identity?: AlexaIdentity | undefined;
}
