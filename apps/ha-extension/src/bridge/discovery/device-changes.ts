import { createNotes } from '../answer/notes.ts';
import type { JsonObject } from '../json.ts';

/** Devices of one discovery: the `endpoints` of a `Discover.Response`. */
export type Devices = readonly JsonObject[];

/** Whoever renames a room full of devices wants to know all of them. */
const MAX_NAMES = 40;

/**
 * What is different since the last discovery, in words for the log; undefined when nothing is. A device that came under
 * another id is told apart from one that is new: Alexa keeps the old one, which no longer answers, until its person deletes
 * it there.
 */
export function describeChanges(before: Devices, now: Devices): string | undefined {
  const known = byId(before);
  const found = byId(now);
  const added = now.filter(({ endpointId }) => !known.has(endpointId));
  const gone = before.filter(({ endpointId }) => !found.has(endpointId));
  const newNames = new Map(added.map((device) => [spoken(device), device]));
  const notes = createNotes(MAX_NAMES);
  const moved = new Set<unknown>();
  for (const device of gone) {
    const successor = newNames.get(spoken(device));
    if (successor === undefined) continue;
    moved.add(device.endpointId).add(successor.endpointId);
    newNames.delete(spoken(device));
    notes.add('with another id than before, so that Alexa has them twice', idsOf(device, successor));
  }
  const isSingle = ({ endpointId }: JsonObject) => !moved.has(endpointId);
  for (const { endpointId } of added.filter(isSingle)) notes.add('new', endpointId);
  for (const { endpointId } of gone.filter(isSingle)) notes.add('gone', endpointId);
  for (const device of now) {
    const earlier = known.get(device.endpointId);
    if (earlier === undefined) continue;
    if (earlier.friendlyName !== device.friendlyName) notes.add('with another name', device.endpointId);
    else if (JSON.stringify(earlier) !== JSON.stringify(device)) notes.add('changed', device.endpointId);
  }
  const changes = notes.text();
  if (changes === undefined) return undefined;
  return gone.length === 0
    ? `${changes}.`
    : `${changes}. Delete in the Alexa app what is gone or twice: it stays there and does not respond.`;
}

function byId(devices: Devices): ReadonlyMap<unknown, JsonObject> {
  return new Map(devices.map((device) => [device.endpointId, device]));
}

/** The name as it is said; case makes no difference to Alexa. */
function spoken({ friendlyName }: JsonObject): string {
  return String(friendlyName).toLowerCase();
}

function idsOf(old: JsonObject, successor: JsonObject): string {
  return `${old.endpointId} is now ${successor.endpointId}`;
}
