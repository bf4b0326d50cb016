import { MIN_SECRET_LENGTH } from '@hearthgate/kernel';
import type { ExtensionParts } from '../extension-parts.ts';
import type { HomeSettingsOn } from './home-settings.ts';
import { type Homes, homesSchema, secretsIn } from './homes.ts';
import { PREFIX } from './setting-table.ts';

const NAME = 'home-assistant';
/**
 * How long what was read is taken as it is. Lambda starts new environments for other variables, and what a source says is
 * kept for longer already; reading all variables of a process for every message would take longer than the rest of it.
 */
const KEPT_MS = 30_000;
/** With the time that they are kept here, what a source says is at most five minutes old. */
const TTL_MS: number = 300_000 - KEPT_MS;
/** A refused token is a reason to look for a new one, but not each time that somebody sends one. */
const RENEW_AFTER_MS = 60_000;

/** Where the settings of all homes come from, and how they are read anew. */
export interface SettingsSource {
  /** What was read within the last half minute, which is as good as anew. */
  kept(): Homes | undefined;
  /** @throws GatewayError `INITIALIZATION_INVALID_CONFIG` that names each setting that is wrong */
  read(): Promise<Homes>;
  /** The settings of one home after they were read anew; `undefined` when that was done for it within the last minute. */
  renewed(home: HomeSettingsOn): Promise<HomeSettingsOn | undefined>;
}

export function createSettingsSource({ gateways, environment }: ExtensionParts): SettingsSource {
  const { initialization, security } = gateways;
  const renewedAtMs = new Map<string, number>();
  let hiddenIn: Homes | undefined;
  let keptUntilMs = -Infinity;
  const hide = (values: readonly string[]) => {
    // Shorter texts cannot be hidden by value, as they stand in ordinary words; by name they still are.
    for (const value of values) if (value.length >= MIN_SECRET_LENGTH) security.operations.registerSecret({ value });
  };
  const read = async (): Promise<Homes> => {
    // Before they are judged, so that no judgement repeats one.
    if (hiddenIn === undefined) hide(secretsIn(environment.variables));
    const homes = await initialization.operations.getConfig({
      schema: homesSchema,
      name: NAME,
      ttlMs: TTL_MS,
      references: PREFIX,
    });
    if (homes !== hiddenIn) {
      hiddenIn = homes;
      hide(homes.flatMap((home) => (home.state === 'on' && home.token !== undefined ? [home.token] : [])));
    }
    keptUntilMs = environment.clock.now() + KEPT_MS;
    return homes;
  };
  return {
    kept: () => (environment.clock.now() < keptUntilMs ? hiddenIn : undefined),
    read,
    async renewed(home) {
      const nowMs = environment.clock.now();
      if (nowMs - (renewedAtMs.get(home.name) ?? -Infinity) < RENEW_AFTER_MS) return undefined;
      renewedAtMs.set(home.name, nowMs);
      await initialization.operations.reloadConfig({ name: NAME });
      const found = (await read()).find(({ name }) => name === home.name);
      return found?.state === 'on' ? found : undefined;
    },
  };
}
