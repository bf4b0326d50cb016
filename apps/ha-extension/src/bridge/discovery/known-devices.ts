import type { ExtensionParts, Turn } from '../../extension-parts.ts';
import type { HomeSettingsOffline, HomeSettingsOn } from '../../settings/home-settings.ts';
import type { FailureKind, HomeFailure } from '../failure.ts';
import { keepForAMonth } from '../keep-for-a-month.ts';
import { credentialsFor, ownerOf } from '../token.ts';
import { type Devices, describeChanges } from './device-changes.ts';

/** What says nothing about the devices of the home: it was not there, not asked, or what answered was not it. */
const HOME_IS_AWAY: ReadonlySet<FailureKind> = new Set([
  'answer-too-large',
  'breaker-open',
  'empty-answer',
  'failsafe',
  'home-error',
  'html-answer',
  'invalid-json',
  'no-time-left',
  'rate-limited',
  'server-error',
  'unexpected-answer',
]);

/** The devices that one sender's discovery of one home found last. */
export interface KnownDevices {
  /** Keeps what was found now, and says what is different in the log. */
  remember(devices: Devices): Promise<void>;
  /**
   * The devices that were found last, when the failure says nothing against showing them; undefined when there are none.
   * For the answer to a sender for whom AWS vouches only: while the home is away, nobody else can.
   */
  insteadOf(failure: HomeFailure): Promise<Devices | undefined>;
}

/**
 * Opens what is known of the home's devices. What it has is read at once, while the home is asked, from memory or the outer
 * tiers of the cache. It is kept under who asked, so that nobody is shown the devices of another.
 */
export function openKnownDevices(
  parts: ExtensionParts,
  home: HomeSettingsOn | HomeSettingsOffline,
  ownToken: string | undefined,
  { trusted }: Turn,
): KnownDevices {
  const { cache, logging, utility } = parts.gateways;
  const hash = (text: string) => utility.operations.hash({ value: text });
  const key = `home-assistant devices ${home.name} ${hash(ownerOf(credentialsFor(home, ownToken, trusted)[0].token))}`;
  const kept = cache.operations.get<string>({ key, scope: 'shared' }).then((entry) => unpack(entry?.value));
  const at = home.name === '' ? '' : ` at ${home.name}`;
  return {
    async remember(devices) {
      const before = await kept;
      const changes = before === undefined ? undefined : describeChanges(before, devices);
      const since = before === undefined ? '.' : changes === undefined ? ', as at the last discovery.' : '.';
      const difference = changes === undefined ? '' : ` Since the last discovery: ${changes}`;
      logging.operations.info({ message: `Devices found${at}: ${devices.length}${since}${difference}` });
      await keepForAMonth(parts, key, pack(devices));
    },
    async insteadOf(failure) {
      if (!trusted || !home.discoveryFallback || !(failure.homeIsDown || HOME_IS_AWAY.has(failure.kind))) {
        return undefined;
      }
      return kept;
    },
  };
}

/** Three hundred devices are half a megabyte of JSON, and a tenth of that packed: an item of DynamoDB holds 400 kB. */
function pack(devices: Devices): string {
  return process.getBuiltinModule('node:zlib').deflateRawSync(JSON.stringify(devices)).toString('base64');
}

function unpack(packed: string | undefined): Devices | undefined {
  if (packed === undefined) return undefined;
  try {
    const bytes = process.getBuiltinModule('node:zlib').inflateRawSync(Buffer.from(packed, 'base64'));
    return JSON.parse(bytes.toString()) as Devices;
  } catch {
    // Kept by another version.
    return undefined;
  }
}
