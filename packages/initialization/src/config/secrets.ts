import type { GetSecretParams, SettingReference } from '@hearthgate/contracts';
import { GatewayError, type Variables } from '@hearthgate/kernel';
import { checkReference, checkTtl, DEFAULT_CONFIG_TTL_MS } from './config-params.ts';
import type { Hide } from './configuration.ts';
import { referenceIn } from './reference.ts';
import type { SettingSources } from './setting-sources.ts';

/** Sources that are asked in this order when a call names none. */
const DEFAULT_SOURCES = ['secrets', 'parameters'] as const;
const ENVIRONMENT = 'environment';

/** Secrets by name, from the environment or a source. */
export class Secrets {
  readonly #variables: Variables;
  readonly #sources: SettingSources;
  readonly #stale = new Map<string, string>();

  constructor(variables: Variables, sources: SettingSources) {
    this.#variables = variables;
    this.#sources = sources;
  }

  /** Why secrets are old, a sentence each. */
  get stale(): readonly string[] {
    return [...this.#stale.values()];
  }

  /** @throws GatewayError `INITIALIZATION_SECRET_NOT_FOUND` and those of the sources. */
  async get(params: GetSecretParams, hide: Hide, warn: (message: string) => void): Promise<string> {
    const reference = this.#referenceOf(params);
    checkReference('getSecret', reference);
    checkTtl('getSecret', params.ttlMs);
    const value = await this.#read(reference, params.ttlMs ?? DEFAULT_CONFIG_TTL_MS, warn);
    if (value === undefined || value === '') {
      const { name, field } = reference;
      const what = field === undefined ? `"${name}"` : `"${name}" with a field "${field}"`;
      const message = `The source "${reference.source}" has no secret ${what}; create it or correct the name.`;
      throw new GatewayError('INITIALIZATION_SECRET_NOT_FOUND', message);
    }
    hide(value);
    return value;
  }

  #referenceOf({ name, source, field }: GetSecretParams): SettingReference {
    if (source !== undefined) return { source, name, field };
    const told = referenceIn(this.#variables[name], (one) => this.#sources.has(one));
    return told ?? { source: this.#defaultSource(name), name, field };
  }

  #defaultSource(name: string): string {
    if (this.#variables[name] !== undefined) return ENVIRONMENT;
    return DEFAULT_SOURCES.find((source) => this.#sources.has(source)) ?? ENVIRONMENT;
  }

  async #read(reference: SettingReference, maxAgeMs: number, warn: (message: string) => void) {
    const { source, name } = reference;
    if (source === ENVIRONMENT && !this.#sources.has(source)) return this.#variables[name];
    const { values, stale } = await this.#sources.read([reference], { maxAgeMs });
    const key = JSON.stringify([source, name]);
    const [reason] = stale;
    const message = reason === undefined ? undefined : `Secret ${name} is the last one known. ${reason}`;
    if (message !== undefined && message !== this.#stale.get(key)) warn(message);
    if (message === undefined) this.#stale.delete(key);
    else this.#stale.set(key, message);
    return values.get(reference);
  }
}
