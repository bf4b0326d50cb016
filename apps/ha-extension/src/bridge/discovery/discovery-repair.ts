import type { Notes } from '../answer/notes.ts';
import { isObject, type JsonObject } from '../json.ts';
import { mendEndpoint } from './endpoint-repair.ts';

/** Alexa takes no more endpoints of one skill, and refuses the whole list when there are (Alexa.Discovery). */
export const MAX_ENDPOINTS = 300;

/**
 * The endpoints that Amazon's schema takes, in the home's order and each id once. Where more than 300 are left, the first
 * 300 in the order of their ids stay, so that they are the same at every discovery. Undefined when there is no list.
 */
export function mendDiscovery({ endpoints }: JsonObject, notes: Notes): JsonObject | undefined {
  if (!Array.isArray(endpoints)) return undefined;
  const byId = new Map<unknown, JsonObject>();
  for (const endpoint of endpoints) {
    if (isObject(endpoint) && byId.has(endpoint.endpointId)) {
      notes.add('endpoints with an id of another', endpoint.endpointId);
      continue;
    }
    const mended = mendEndpoint(endpoint, notes);
    if (mended !== undefined) byId.set(mended.endpointId, mended);
  }
  const valid = [...byId.values()];
  if (valid.length <= MAX_ENDPOINTS) return { endpoints: valid };
  const kept = valid.toSorted((one, other) => (String(one.endpointId) < String(other.endpointId) ? -1 : 1));
  for (const { endpointId } of kept.slice(MAX_ENDPOINTS)) notes.add(`endpoints beyond ${MAX_ENDPOINTS}`, endpointId);
  return { endpoints: kept.slice(0, MAX_ENDPOINTS) };
}
