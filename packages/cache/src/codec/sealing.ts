import type { EncryptionSecret } from '../options.ts';
import { TierUnavailableError } from '../tiers/tier-health.ts';
import { OwnCipher } from './own-cipher.ts';

/** The two operations of the security gateway that encrypt and decrypt. */
export interface SecurityCipher {
  encryptData(params: { readonly data: string; readonly context?: string | undefined }): Promise<string>;
  decryptData(params: { readonly data: string; readonly context?: string | undefined }): Promise<string>;
}

/** Thrown for what an earlier process sealed under a key that only it had: an ordinary miss. */
export class SealedElsewhereError extends Error {
  override readonly name = 'SealedElsewhereError';
}

/** First character of a sealed text: who sealed it. */
const Seal = { OWN: 'o', SECURITY: 's', PLAIN: 'p', EPHEMERAL: 'e' } as const;

/**
 * How texts leave the process: under keys of its own, by the security gateway, or as they are when it was said that they
 * are no secrets. What is read must have been sealed in the way that is in force, so nobody can slip in a plain text.
 */
export class Sealing {
  readonly plaintext: boolean;
  readonly #own: OwnCipher | undefined;
  #ephemeral: OwnCipher | undefined;

  constructor(secrets: readonly EncryptionSecret[], plaintext: boolean) {
    this.plaintext = plaintext;
    this.#own = secrets.length > 0 ? new OwnCipher(secrets) : undefined;
  }

  /**
   * @param ephemeral Whether, for want of a key, one may serve that only this process has.
   * @throws TierUnavailableError when there is no key.
   */
  async seal(text: string, context: string, security: SecurityCipher, ephemeral: boolean): Promise<string> {
    if (this.plaintext) return Seal.PLAIN + text;
    if (this.#own !== undefined) return Seal.OWN + this.#own.seal(text, context);
    try {
      return Seal.SECURITY + (await security.encryptData({ data: text, context }));
    } catch (error) {
      if (!lacksKey(error)) throw error;
      if (!ephemeral) throw noKey(error);
      return Seal.EPHEMERAL + this.#forThisProcess().seal(text, context);
    }
  }

  /** Rejects when the text was sealed otherwise, under another key or for another context, or was changed. */
  async open(sealed: string, context: string, security: SecurityCipher): Promise<string> {
    const kind = sealed[0];
    const body = sealed.slice(1);
    if (this.plaintext) {
      if (kind === Seal.PLAIN) return body;
    } else if (this.#own !== undefined) {
      if (kind === Seal.OWN) return this.#own.open(body, context);
    } else if (kind === Seal.EPHEMERAL) return this.#openEphemeral(body, context);
    else if (kind === Seal.SECURITY) {
      return security.decryptData({ data: body, context }).catch((error: unknown) => {
        throw lacksKey(error) ? noKey(error) : error;
      });
    }
    throw new Error('it is damaged or was not sealed in the way that is in force');
  }

  #openEphemeral(body: string, context: string): string {
    if (!this.#forThisProcess().isUnderKey(body)) throw new SealedElsewhereError('its key ended with another process');
    return this.#forThisProcess().open(body, context);
  }

  #forThisProcess(): OwnCipher {
    this.#ephemeral ??= new OwnCipher([process.getBuiltinModule('node:crypto').randomBytes(32)]);
    return this.#ephemeral;
  }
}

function lacksKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'SECURITY_NO_KEY';
}

function noKey(cause: unknown): TierUnavailableError {
  const message = "there is no key; give encryptionKey, a key to the security gateway, or say encryption: 'none'";
  return new TierUnavailableError(message, { cause });
}
