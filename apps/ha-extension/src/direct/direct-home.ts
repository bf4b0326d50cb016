import type { HomeSettingsOn } from '../settings/home-settings.ts';

/**
 * Settings of a home that is asked for its states and services, as it has no Alexa integration. The home of the mode
 * `diagnostics` has none either.
 */
export interface DirectHome extends HomeSettingsOn {
  readonly mode: 'direct' | 'diagnostics';
}

export function isDirect(settings: HomeSettingsOn): settings is DirectHome {
  return settings.mode !== 'alexa';
}
