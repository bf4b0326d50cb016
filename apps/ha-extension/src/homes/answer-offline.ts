import type { AlexaResponse } from '@hearthgate/contracts';
import { readAsked } from '../bridge/answer/asked.ts';
import { HomeFailure } from '../bridge/failure.ts';
import type { JsonObject } from '../bridge/json.ts';
import { senderOf } from '../bridge/sender.ts';
import type { ExtensionParts, Turn } from '../extension-parts.ts';
import type { HomeSettingsOffline } from '../settings/home-settings.ts';

/** Answers for a home that is not to be asked: the devices that were found last, and for everything else why there is none. */
export async function answerOffline(
  parts: ExtensionParts,
  home: HomeSettingsOffline,
  event: unknown,
  turn: Turn,
): Promise<JsonObject | AlexaResponse> {
  const ask = async () => {
    throw new HomeFailure('failsafe');
  };
  if (readAsked(event).kind !== 'Alexa.Discovery Discover') return ask();
  const { token: ownToken } = senderOf(parts, event, turn);
  const { discoverDevices } = await import('../bridge/discovery/discover-devices.ts');
  return discoverDevices(parts, home, { event, ownToken, turn }, ask);
}
