import { isObject } from '../bridge/json.ts';
import type { ExtensionParts } from '../extension-parts.ts';
import type { SettingsSource } from '../settings/settings-source.ts';
import { hideAddresses } from './hide-address.ts';
import type { DoctorReport } from './report.ts';
import { runDoctor } from './run-doctor.ts';

/** The doctor as an event of the function: `{ "home": "CABIN", "clientId": "https://...", "hideAddress": true }`. */
export async function answerDoctor(
  parts: ExtensionParts,
  source: SettingsSource,
  event: unknown,
  remainingMs: () => number,
): Promise<DoctorReport> {
  const { home, clientId, hideAddress } = isObject(event) ? event : {};
  const report = await runDoctor(parts, source, {
    place: 'function',
    home: typeof home === 'string' ? home : undefined,
    clientId: typeof clientId === 'string' ? clientId : undefined,
    remainingMs,
  });
  return hideAddress === true ? hideAddresses(report) : report;
}
