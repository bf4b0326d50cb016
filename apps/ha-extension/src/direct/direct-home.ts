import type { HomeSettingsOn } from '../settings/home-settings.ts';

/** What a rule speaks of: all entities of a domain or an area, those with a label, or one. */
export interface ExposureRule {
  readonly kind: 'domain' | 'area' | 'label' | 'entity';
  readonly name: string;
}

export interface Exposure {
  /** Empty: everything that is known. */
  readonly expose: readonly ExposureRule[];
  /** Wins over `expose`. */
  readonly hide: readonly ExposureRule[];
}

/** Settings of a home that is asked for its states and services, as it has no Alexa integration. */
export interface DirectHome extends HomeSettingsOn {
  readonly mode: 'direct';
  /** Default: everything that is known. */
  readonly exposure?: Exposure;
}

/** Whether a home is one. Settings without a mode are those of homes with the integration. */
export function isDirect(settings: HomeSettingsOn): settings is DirectHome {
  return 'mode' in settings && settings.mode === 'direct';
}
