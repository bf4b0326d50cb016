import { member } from '../bridge/json.ts';
import type { ExtensionParts } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';

const LENGTH = 8;

/**
 * Marks the lines that this invocation logs with the device and the person that spoke, so that whoever reads them can
 * tell one from the other. The marks are ends of hashes: the ids themselves belong to Amazon's customer, and with the
 * home's address in the hash nobody who knows an id from elsewhere finds it in the log.
 */
export function markCaller({ gateways, environment }: ExtensionParts, { url }: HomeSettingsOn, event: unknown): void {
  // Outside of an invocation the marks would stay for the next caller.
  if (environment.invocations.current() === undefined) return;
  const system = member(event, 'context', 'System');
  const markOf = (id: unknown) =>
    typeof id === 'string' && id !== ''
      ? gateways.utility.operations.hash({ value: `${url}\n${id}` }).slice(0, LENGTH)
      : undefined;
  gateways.logging.operations.bindContext({
    fields: {
      alexaDevice: markOf(member(system.device).deviceId),
      // Who was recognised by voice, else whose account it is.
      alexaPerson: markOf(member(system.person).personId ?? member(system.user).userId),
    },
  });
}
