/** Encrypts texts under keys of its own: AES-256-GCM with a random 96-bit nonce; the context is authenticated too. */
export class OwnCipher {
  /** Newest first; the first one encrypts, any of them may decrypt. */
  readonly #keys: readonly CipherKey[];

  /** @param secrets Any texts with enough entropy; the AES keys are derived from them with HKDF-SHA256. */
  constructor(secrets: readonly (string | Uint8Array)[]) {
    this.#keys = secrets.map(deriveKey);
  }

  /** `<key id>.<nonce>.<ciphertext and tag>`, the latter two in base64url. */
  seal(text: string, context: string): string {
    const { createCipheriv, randomBytes } = process.getBuiltinModule('node:crypto');
    const { id, key } = this.#keys[0] as CipherKey;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${id}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
  }

  /** Whether a text was sealed under one of the keys, by what it says of itself. */
  isUnderKey(sealed: string): boolean {
    return this.#keys.some(({ id }) => sealed.startsWith(`${id}.`));
  }

  /** Throws when no key fits, or when text or context were changed. */
  open(sealed: string, context: string): string {
    const [id, nonce = '', body = ''] = sealed.split('.');
    const key = this.#keys.find((one) => one.id === id)?.key;
    if (key === undefined) throw new Error('it was encrypted under another key');
    const bytes = Buffer.from(body, 'base64url');
    const { createDecipheriv } = process.getBuiltinModule('node:crypto');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-16));
    return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
  }
}

interface CipherKey {
  /** Tells keys apart without saying anything of them. */
  readonly id: string;
  readonly key: Buffer;
}

function deriveKey(secret: string | Uint8Array): CipherKey {
  const { hkdfSync } = process.getBuiltinModule('node:crypto');
  const derive = (use: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `hearthgate cache ${use}`, length));
  return { id: derive('key id', 6).toString('hex'), key: derive('encryption', 32) };
}
