import { GatewayError } from '@hearthgate/kernel';
import type { KeyRing, RingKey } from './key-ring.ts';

const VERSION = 'hg1';

/** NIST SP 800-38D: 96 random bits for each message; one key is good for 2^32 of them. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What an envelope says before anything is decrypted. */
export interface Envelope {
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly sealed: Buffer;
}

/** `hg1.key-id.nonce.ciphertext-and-tag`, the last two in base64url. Version, key id and context are authenticated too. */
export function seal({ newest }: KeyRing, data: string, context: string): string {
  const { createCipheriv, randomBytes } = process.getBuiltinModule('node:crypto');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', newest.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(newest.id, context));
  const sealed = Buffer.concat([cipher.update(data, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${newest.id}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** @throws GatewayError `SECURITY_DECRYPT_FAILED` for what is no envelope */
export function readEnvelope(text: unknown): Envelope {
  const parts = typeof text === 'string' ? text.split('.', 5) : [];
  const [version, keyId, nonceText, sealedText] = parts;
  if (parts.length !== 4 || version !== VERSION || keyId === undefined || !/^[\w-]{1,64}$/.test(keyId)) {
    throw failed('it is no envelope of encryptData');
  }
  const nonce = canonicalBytes(nonceText);
  const sealed = canonicalBytes(sealedText);
  if (nonce?.length !== NONCE_BYTES || sealed === undefined || sealed.length < TAG_BYTES) {
    throw failed('its envelope is damaged');
  }
  return { keyId, nonce, sealed };
}

/** @throws GatewayError `SECURITY_DECRYPT_FAILED`: changed data, another context and another key cannot be told apart */
export function open({ key, id }: RingKey, { nonce, sealed }: Envelope, context: string): string {
  const { createDecipheriv } = process.getBuiltinModule('node:crypto');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated(id, context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const encrypted = sealed.subarray(0, sealed.length - TAG_BYTES);
  try {
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
  } catch {
    throw failed(`it was changed, belongs to another context, or was made with another key ${id}`);
  }
}

/** `cause` is why newer keys could not be had, if so. */
export function failed(reason: string, cause?: unknown): GatewayError {
  const message = `The data cannot be decrypted: ${reason}.`;
  return new GatewayError('SECURITY_DECRYPT_FAILED', message, cause === undefined ? {} : { cause });
}

/** The key id cannot hold a dot, so no two pairs of id and context give the same text. */
function associated(keyId: string, context: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}.${context}`, 'utf8');
}

/** Bytes of a base64url text in its one true spelling: else bits could be flipped that decode to nothing. */
function canonicalBytes(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
