import { GatewayError, MIN_SECRET_LENGTH } from '@hearthgate/kernel';

/** Whether a value is long enough to be hidden wherever it appears. */
export function canBeHidden(value: unknown): value is string {
  return typeof value === 'string' && value.length >= MIN_SECRET_LENGTH;
}

/** Takes secrets that are to be hidden, as long as the composition lives or during one invocation. */
export class SecretStore {
  readonly #kept: Set<string>;

  /** @param kept the environment's, which the kernel hides too where this gateway cannot be asked */
  constructor(kept: Set<string>) {
    this.#kept = kept;
  }

  /** Whether this value is hidden as long as the composition lives. */
  has(value: string): boolean {
    return this.#kept.has(value);
  }

  /** From now on this value is hidden; during one invocation only, when its secrets are given. */
  add(value: string, ofInvocation: Set<string> = this.#kept): void {
    if (!canBeHidden(value)) {
      const message = `A secret is a text of at least ${MIN_SECRET_LENGTH} characters, as a shorter one would hide ordinary text; use a longer one.`;
      throw new GatewayError('SECURITY_SECRET_TOO_SHORT', message);
    }
    ofInvocation.add(value);
  }
}
