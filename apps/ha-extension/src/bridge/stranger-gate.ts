import type { Clock } from '@hearthgate/kernel';
import { HomeFailure } from './failure.ts';

const MAX_REFUSALS = 3;
const WINDOW_MS = 600_000;
const CLOSED_MS = 600_000;

/**
 * Keeps senders for whom nobody vouches from having the home ban this function's address, which would lock out its owner:
 * after three tokens in a row that the home refused within ten minutes, such senders are refused for ten minutes without
 * asking it.
 */
export interface StrangerGate {
  /** Throws `HomeFailure` while strangers are refused. */
  check(): void;
  /** The home took a stranger's token. */
  accepted(): void;
  /** The home refused a stranger's token. */
  refused(): void;
}

export function createStrangerGate(clock: Pick<Clock, 'now'>): StrangerGate {
  let refusals: readonly number[] = [];
  let closedUntilMs = 0;
  return {
    check() {
      if (clock.now() < closedUntilMs) throw new HomeFailure('strangers-refused');
    },
    accepted() {
      refusals = [];
    },
    refused() {
      const nowMs = clock.now();
      refusals = [...refusals.filter((atMs) => nowMs - atMs < WINDOW_MS), nowMs];
      if (refusals.length < MAX_REFUSALS) return;
      closedUntilMs = nowMs + CLOSED_MS;
      refusals = [];
    },
  };
}
