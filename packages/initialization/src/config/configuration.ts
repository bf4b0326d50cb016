import type { ConfigReload, GetConfigParams, SettingReference } from '@hearthgate/contracts';
import { GatewayError, hasCode, type Variables } from '@hearthgate/kernel';
import type { InitializationPorts } from '../ports.ts';
import { checkConfigParams, DEFAULT_CONFIG_TTL_MS } from './config-params.ts';
import { referencesIn } from './reference.ts';
import type { SettingSources } from './setting-sources.ts';
import { validate } from './validate.ts';

/** Lambda's runtime sets it anew for every invocation; it is no setting, and would make every fingerprint a new one. */
const NOT_SETTINGS = new Set(['_X_AMZN_TRACE_ID']);

/** More configurations than any function has; the oldest goes first. */
const MAX_CONFIGURATIONS = 64;

export type ConfigPorts = Pick<InitializationPorts, 'cache' | 'security' | 'logging'>;

/** What is known of one configuration. */
interface Known {
  params: GetConfigParams<unknown>;
  good?: { readonly config: unknown; readonly variables: Variables; readonly fingerprint: string };
  stale?: string | undefined;
  /** What was read last, so that the fingerprint of the same settings is made once. */
  last?: Fingerprinted | undefined;
}

/** Settings as they were read, as they are judged, and what tells them from others. */
interface Fingerprinted {
  readonly variables: Variables;
  readonly settings: Record<string, string>;
  readonly fingerprint: string;
}

/** Keeps a value hidden from now on in everything that is written. */
export type Hide = (value: string) => void;

/** Configurations by name: validated once per state of their settings, and never taken away once they were good. */
export class Configurations {
  readonly #variables: Variables;
  readonly #sources: SettingSources;
  readonly #known = new Map<string, Known>();
  /**
   * Different settings that were read so far, among those of other gateways that stand on the same cache: they tell settings
   * apart as a hash would, without the crypto module, which few cold starts need, and say nothing of what is in them.
   */
  readonly #id: string;
  #readings = 0;

  /** @param id of the gateway that they belong to */
  constructor(variables: Variables, sources: SettingSources, id: string) {
    this.#id = id;
    this.#variables = variables;
    this.#sources = sources;
  }

  /** Why configurations are old, a sentence each. */
  get stale(): readonly string[] {
    return [...this.#known.values()].map(({ stale }) => stale).filter((reason) => reason !== undefined);
  }

  /** @throws GatewayError `INITIALIZATION_INVALID_CONFIG` and those of the sources, before there is a good one. */
  async get<Output>(params: GetConfigParams<Output>, peers: ConfigPorts, hide: Hide): Promise<Output> {
    const known = this.#note(checkConfigParams(params));
    await this.#refresh(known, peers, hide, false);
    return known.good?.config as Output;
  }

  /** @throws GatewayError `INITIALIZATION_UNKNOWN_CONFIG` */
  async reload(name: string | undefined, peers: ConfigPorts, hide: Hide): Promise<readonly ConfigReload[]> {
    const chosen = [...this.#known.values()].filter(({ params }) => name === undefined || params.name === name);
    if (name !== undefined && chosen.length === 0) {
      const message = `No configuration "${name}" was read; call getConfig before reloadConfig.`;
      throw new GatewayError('INITIALIZATION_UNKNOWN_CONFIG', message);
    }
    return Promise.all(
      chosen.map(async (known) => {
        const before = known.good?.fingerprint;
        // One that was never good has nothing to keep, so its own error is what there is to tell.
        const reason = await this.#refresh(known, peers, hide, true).catch((error: Error) => error.message);
        if (reason !== undefined) return { name: known.params.name, outcome: 'kept' as const, reason };
        const outcome = before === known.good?.fingerprint ? 'unchanged' : 'changed';
        return { name: known.params.name, outcome };
      }),
    );
  }

  #note<Output>(params: GetConfigParams<Output>): Known {
    let known = this.#known.get(params.name);
    if (known === undefined) {
      known = { params };
      this.#known.set(params.name, known);
      if (this.#known.size > MAX_CONFIGURATIONS) this.#known.delete(this.#known.keys().next().value as string);
    }
    known.params = params;
    return known;
  }

  /** Brings one up to date; answers why the last good one has to do, if so. */
  async #refresh(known: Known, peers: ConfigPorts, hide: Hide, fresh: boolean): Promise<string | undefined> {
    try {
      const { variables, stale } = await this.#settings(known.params, fresh, hide);
      if (known.last === undefined || !areAlike(known.last.variables, variables)) {
        const settings = settingsOf(variables);
        const { good } = known;
        const isGood = good !== undefined && areAlike(good.variables, variables);
        known.last = { variables, settings, fingerprint: isGood ? good.fingerprint : this.#newFingerprint() };
      }
      const { variables: goodOnes, fingerprint } = known.last;
      known.good = { config: await read(known.params, known.last, peers), variables: goodOnes, fingerprint };
      this.#setStale(known, stale[0], peers);
    } catch (error) {
      const isExpected =
        hasCode(error, 'INITIALIZATION_INVALID_CONFIG') || hasCode(error, 'INITIALIZATION_SOURCE_FAILED');
      if (known.good === undefined || !isExpected) throw error;
      this.#setStale(known, (error as Error).message, peers);
    }
    return known.stale;
  }

  #newFingerprint(): string {
    this.#readings += 1;
    return `${this.#id}:${this.#readings}`;
  }

  /** One warning each time the reason changes, not one an invocation. */
  #setStale(known: Known, reason: string | undefined, { logging }: ConfigPorts): void {
    const { name } = known.params;
    const stale = reason === undefined ? undefined : `Configuration ${name} is the last good one. ${reason}`;
    if (stale !== undefined && stale !== known.stale) logging.log({ level: 'warning', message: stale });
    known.stale = stale;
  }

  async #settings(params: GetConfigParams<unknown>, fresh: boolean, hide: Hide) {
    const { from = {}, references: prefix, ttlMs = DEFAULT_CONFIG_TTL_MS } = params;
    // Read once: all that `process.env` holds takes as long to read as a message to answer.
    const own: Variables = { ...this.#variables };
    const told = prefix === undefined ? {} : referencesIn(own, prefix, (name) => this.#sources.has(name));
    const wanted = Object.entries({ ...told, ...from });
    if (wanted.length === 0) return { variables: own, stale: [] };
    const references = wanted.map(([, reference]): SettingReference => reference);
    const { values, stale } = await this.#sources.read(references, { maxAgeMs: ttlMs, fresh });
    const fetched = wanted.map(([setting, reference]) => [setting, values.get(reference)] as const);
    for (const [, value] of fetched) if (value !== undefined) hide(value);
    const lost = fetched.find(([setting, value]) => value === undefined && Object.hasOwn(told, setting));
    if (lost !== undefined) throw notThere(params.name, lost[0], told[lost[0]] as SettingReference);
    return { variables: { ...own, ...Object.fromEntries(fetched) }, stale };
  }
}

async function read<Output>(
  { name, schema, ttlMs = DEFAULT_CONFIG_TTL_MS }: GetConfigParams<Output>,
  { settings, fingerprint }: Fingerprinted,
  peers: ConfigPorts,
): Promise<Output> {
  // In a member, because a cache holds no `undefined`, which is a fine configuration.
  const create = async () => ({ config: await validate(name, schema, settings, peers) });
  // A configuration may hold secrets: it stays in this process.
  const entry = { key: `config:${name}:${fingerprint}`, ttlMs, create, scope: 'memory' } as const;
  try {
    return (await peers.cache.getOrSet(entry)).config;
  } catch (error) {
    if (hasCode(error, 'INITIALIZATION_INVALID_CONFIG')) throw error;
    // Perhaps the cache itself failed. That costs time, never the configuration.
    return (await create()).config;
  }
}

function notThere(config: string, setting: string, { source, name, field }: SettingReference): GatewayError {
  const what = field === undefined ? `"${name}"` : `"${name}" with a field "${field}"`;
  const message = `Configuration ${config}: ${setting}: The source "${source}" has no ${what}; create it or correct the name.`;
  return new GatewayError('INITIALIZATION_INVALID_CONFIG', message);
}

/** In order of their names, so that the same settings have the same fingerprint. */
function settingsOf(variables: Variables): Record<string, string> {
  const settings = Object.entries(variables).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !NOT_SETTINGS.has(entry[0]),
  );
  return Object.fromEntries(settings.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Whether two readings make the same settings. */
function areAlike(one: Variables, other: Variables): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => NOT_SETTINGS.has(name) || (Object.hasOwn(other, name) && one[name] === other[name]));
}
