import type { AlexaResponse } from '@hearthgate/contracts';
import type { ExtensionParts, Turn } from '../../extension-parts.ts';
import type { HomeSettingsOffline, HomeSettingsOn } from '../../settings/home-settings.ts';
import { failureOfError } from '../classify.ts';
import type { HomeFailure } from '../failure.ts';
import { type JsonObject, member } from '../json.ts';
import type { Devices } from './device-changes.ts';
import { openKnownDevices } from './known-devices.ts';

/** A directive Discover, and who sent it. */
export interface DiscoverQuestion {
  readonly event: unknown;
  /** The token that it brought. */
  readonly ownToken: string | undefined;
  readonly turn: Turn;
  /** Whether what was found is all that there is. Default: it is. */
  readonly isSure?: () => boolean;
}

/**
 * What `ask` finds, which is remembered; the devices that were found last in its place when the home is away. Throws what
 * `ask` throws when there are none.
 */
export async function discoverDevices(
  parts: ExtensionParts,
  home: HomeSettingsOn | HomeSettingsOffline,
  { event, ownToken, turn, isSure = () => true }: DiscoverQuestion,
  ask: () => Promise<JsonObject>,
): Promise<JsonObject | AlexaResponse> {
  const known = openKnownDevices(parts, home, ownToken, turn);
  let answer: JsonObject;
  try {
    answer = await ask();
  } catch (error) {
    const failure = failureOfError(error);
    const devices = await known.insteadOf(failure);
    if (devices === undefined) throw failure;
    return lastKnown(parts, event, devices, failure);
  }
  // Devices that are missing for the sake of a doubt must not take the place of those that were found without.
  if (isSure()) await known.remember(member(answer, 'event', 'payload').endpoints as Devices);
  return answer;
}

function lastKnown({ gateways }: ExtensionParts, event: unknown, devices: Devices, { message }: HomeFailure) {
  const cause = gateways.security.operations.filterSensitive({ data: message });
  gateways.logging.operations.warning({
    message: `The home is away, so Alexa is shown what was found last (${devices.length}). ${cause}`,
  });
  return gateways.lambda.operations.createAlexaResponse({ type: 'discovery', directive: event, endpoints: devices });
}
