import type { NameJudge, NameVerdict } from './name-verdict.ts';
import { looksClean } from './redact-text.ts';
import { isSecretName } from './secret-name.ts';
import { isMark } from './value-rules.ts';

/** Programs use the same few names; what comes from outside must not fill the memory. */
const MAX_KEPT = 1_000;
const MAX_KEPT_LENGTH = 64;

/** Verdicts on names, kept for as long as they are not too many. */
export class NameVerdicts implements NameJudge {
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
    isMark: isMark(name),
  };
}
