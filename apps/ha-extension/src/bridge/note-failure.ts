import type { ExtensionParts, Turn } from '../extension-parts.ts';
import type { FailureKind, HomeFailure } from './failure.ts';

/** Failures that anybody can bring about who sends what he likes. */
const FAULTS_OF_SENDER: ReadonlySet<FailureKind> = new Set([
  'invalid-directive',
  'no-token',
  'strangers-refused',
  'unauthorized',
  'unknown-skill',
]);

/**
 * Notes why an answer is an error. The faults of a sender for whom nobody vouches are logged, but they are no failure of
 * this function: its health and its alarms must not be in the hands of strangers.
 */
export function noteFailure({ gateways }: ExtensionParts, { kind, message }: HomeFailure, turn: Turn): void {
  const cause = gateways.security.operations.filterSensitive({ data: message });
  if (turn.trusted || !FAULTS_OF_SENDER.has(kind)) turn.noteCause(cause);
  else gateways.logging.operations.info({ message: `A message over HTTP was refused: ${cause}` });
}
