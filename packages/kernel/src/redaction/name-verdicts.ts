import { looksClean } from './redact-text.ts';
import { isSecretName } from './secret-name.ts';

/** What the name of a member says, whatever secrets are known. */
export interface NameVerdict {
  /** Whether the value is secret whatever it looks like. */
  readonly isSecret: boolean;
  /** Whether the name itself may be shown as it is, as long as it holds no known secret. */
  readonly isClean: boolean;
  /** In lower case. */
  readonly lower: string;
  /** Whether the value may say that what stands beside it is secret. */
  readonly isMark: boolean;
}

/** Programs use the same few names; what comes from outside must not fill the memory. */
const MAX_KEPT = 1_000;
const MAX_KEPT_LENGTH = 64;

/** Verdicts on names, kept for as long as they are not too many. */
export class NameVerdicts {
  readonly #kept = new Map<string, NameVerdict>();

  of(name: string): NameVerdict {
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const verdict = judgeName(name);
    if (name.length > MAX_KEPT_LENGTH) return verdict;
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(name, verdict);
    return verdict;
  }
}

export function judgeName(name: string): NameVerdict {
  return {
    isSecret: isSecretName(name),
    isClean: name.length < 8 ? !/[=:@|]/.test(name) || looksClean(name) : looksClean(name),
    lower: name.toLowerCase(),
    isMark: name === 'type' || name === 'kty' || /^(?:name|key|header)$/i.test(name),
  };
}
