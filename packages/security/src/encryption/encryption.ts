import { type Clock, GatewayError } from '@hearthgate/kernel';
import type { SecurityOptions } from '../options.ts';
import type { SecurityPorts } from '../ports.ts';
import { failed, open, readEnvelope, seal } from './envelope.ts';
import { KeyRing, type RingKey } from './key-ring.ts';

/** Where the ring lives: once in an execution environment, and ended with all other instances. */
const RING_KEY = 'security:key-ring';

/** A key that is not in the ring makes it anew at most this often. */
const RENEW_AFTER_MS = 30_000;

export type Keys = SecurityOptions['keys'];
type RingHome = Pick<SecurityPorts, 'singleton'>;

/** Encrypts and decrypts with a ring of keys that is made on first use. */
export class Encryption {
  readonly #keys: Keys;
  readonly #clock: Clock;
  readonly #hide: (secret: string) => void;
  #madeAtMs = -Infinity;
  /** Used on when keys cannot be had anew: whoever can name an unknown key must not take away those that are known. */
  #last: KeyRing | undefined;
  #failure: unknown;

  /** @param hide takes keys that are texts, before they are used */
  constructor(keys: Keys, clock: Clock, hide: (secret: string) => void) {
    this.#keys = keys;
    this.#clock = clock;
    this.#hide = hide;
  }

  get isConfigured(): boolean {
    return this.#keys !== undefined;
  }

  async encrypt(peers: RingHome, data: unknown, context: unknown = ''): Promise<string> {
    return seal(await this.ring(peers), textOf('data', data), textOf('context', context));
  }

  async decrypt(peers: RingHome, data: unknown, context: unknown = ''): Promise<string> {
    const ring = await this.ring(peers);
    const envelope = readEnvelope(data);
    const key = ring.find(envelope.keyId) ?? (await this.#renewed(peers, envelope.keyId));
    if (key === undefined) throw failed(`the key ${envelope.keyId} is not in the ring`, this.#failure);
    return open(key, envelope, textOf('context', context));
  }

  /** @throws GatewayError `SECURITY_NO_KEY` */
  async ring({ singleton }: RingHome): Promise<KeyRing> {
    // Before the peer is asked, which would report a creation that fails each time.
    if (this.#keys === undefined) {
      const message = 'No keys to encrypt with; give the security gateway the option keys.';
      throw new GatewayError('SECURITY_NO_KEY', message);
    }
    return singleton.get({ key: RING_KEY, create: () => this.#make() });
  }

  /** Another environment may have begun to use a newer key since this ring was made. */
  async #renewed(peers: RingHome, keyId: string): Promise<RingKey | undefined> {
    if (typeof this.#keys !== 'function' || this.#clock.now() - this.#madeAtMs < RENEW_AFTER_MS) return undefined;
    this.#madeAtMs = this.#clock.now();
    await peers.singleton.reset({ key: RING_KEY });
    return (await this.ring(peers)).find(keyId);
  }

  async #make(): Promise<KeyRing> {
    try {
      const keys = typeof this.#keys === 'function' ? await this.#ask(this.#keys) : this.#keys;
      if (Array.isArray(keys)) for (const one of keys) if (typeof one?.key === 'string') this.#hide(one.key);
      this.#last = new KeyRing(keys ?? []);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
      if (this.#last === undefined) throw error;
    }
    this.#madeAtMs = this.#clock.now();
    return this.#last;
  }

  async #ask(keys: Extract<Keys, () => unknown>) {
    try {
      return await keys();
    } catch (cause) {
      const message = 'The function keys of the security gateway failed; its error is the cause.';
      throw new GatewayError('SECURITY_NO_KEY', message, { cause, retryable: true });
    }
  }
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `${name} is a text; write other values as JSON first.`);
}
