import type { KeyObject } from 'node:crypto';
import { GatewayError } from '@hearthgate/kernel';
import type { EncryptionKey, EncryptionKeys } from '../options.ts';

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A key that is ready for use. */
export interface RingKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The keys that data may be encrypted with: the newest encrypts, all decrypt. */
export class KeyRing {
  readonly newest: RingKey;
  readonly #keys: ReadonlyMap<string, RingKey>;

  /** @throws GatewayError `SECURITY_NO_KEY` for no keys, bad ones, or two of one id; no message holds a key */
  constructor(keys: EncryptionKeys) {
    if (!Array.isArray(keys)) throw noKey('keys is a list');
    const ring = (keys as EncryptionKeys).map(ringKey);
    const [newest] = ring;
    if (newest === undefined) throw noKey('keys is empty');
    this.newest = newest;
    this.#keys = new Map(ring.map((one) => [one.id, one]));
    if (this.#keys.size < ring.length) throw noKey('two keys have the same id');
  }

  get size(): number {
    return this.#keys.size;
  }

  find(id: string): RingKey | undefined {
    return this.#keys.get(id);
  }
}

function ringKey(given: EncryptionKey, index: number): RingKey {
  if (typeof given?.id !== 'string' || !KEY_ID.test(given.id)) {
    throw noKey(`the id of key ${index + 1} is 1 to 64 letters, digits, - and _`);
  }
  const bytes = bytesOf(given.key);
  if (bytes?.byteLength !== KEY_BYTES) {
    throw noKey(`the key ${given.id} is ${KEY_BYTES} bytes, as base64 or as ${2 * KEY_BYTES} hexadecimal digits`);
  }
  return { id: given.id, key: process.getBuiltinModule('node:crypto').createSecretKey(bytes) };
}

function bytesOf(key: unknown): Uint8Array | undefined {
  if (key instanceof Uint8Array) return key;
  if (typeof key !== 'string') return undefined;
  if (/^[0-9a-fA-F]{64}$/.test(key)) return Buffer.from(key, 'hex');
  // The decoder skips what is no base64, so that a passphrase would pass for a key.
  return /^[\w+/-]{43}=?$/.test(key) ? Buffer.from(key, 'base64') : undefined;
}

function noKey(reason: string): GatewayError {
  return new GatewayError('SECURITY_NO_KEY', `The keys of the security gateway cannot be used: ${reason}.`);
}
