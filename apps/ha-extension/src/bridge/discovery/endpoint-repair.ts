import { isEndpointId } from '../answer/asked.ts';
import type { Notes } from '../answer/notes.ts';
import { nameOf } from '../answer/notes.ts';
import { among, anything, closed, distinct, list, type Rule, text } from '../answer/rule.ts';
import { isObject, type JsonObject } from '../json.ts';
import { mendCapability } from './capability-repair.ts';
import { displayCategories } from './display-categories.ts';

const MAX_TEXT = 128;
/** Alexa takes no more of one device (developer.amazon.com, Alexa.Discovery). */
const MAX_CAPABILITIES = 100;
const MAKER = 'Home Assistant';

const upTo256: Rule = (value) => typeof value !== 'string' || text(0, 256)(value);
/** Optional members of an endpoint; one that is not so is left out. */
const OPTIONAL: Readonly<Record<string, Rule>> = {
  cookie: (value) => isObject(value) && Object.values(value).every(text()),
  connections: list(
    closed(
      { type: among('TCP_IP', 'ZIGBEE', 'ZWAVE', 'UNKNOWN') },
      { macAddress: anything, homeId: anything, nodeId: anything, value: anything },
    ),
  ),
  additionalAttributes: closed(
    {},
    {
      manufacturer: text(0, 256),
      model: upTo256,
      serialNumber: upTo256,
      firmwareVersion: upTo256,
      softwareVersion: upTo256,
      customIdentifier: upTo256,
    },
  ),
};

/** An endpoint as Amazon's schema takes it; undefined when it has no usable id, name or capability. */
export function mendEndpoint(endpoint: unknown, notes: Notes): JsonObject | undefined {
  if (!isObject(endpoint)) return drop(notes, 'endpoints that are none', undefined);
  const { endpointId } = endpoint;
  if (!isEndpointId(endpointId)) return drop(notes, 'endpoints without a valid id', endpointId);
  const friendlyName = shortened(endpoint.friendlyName);
  if (friendlyName === undefined) return drop(notes, 'endpoints without a name', endpointId);
  const capabilities = capabilitiesOf(endpoint, notes);
  if (capabilities.length === 0) return drop(notes, 'endpoints without a capability', endpointId);
  const rest = Object.entries(endpoint).filter(([name, value]) => {
    const isKept = !Object.hasOwn(OPTIONAL, name) || OPTIONAL[name]?.(value) === true;
    if (!isKept) notes.add(`${name} that is not valid`, endpointId);
    return isKept;
  });
  return {
    ...Object.fromEntries(rest),
    friendlyName,
    manufacturerName: shortened(endpoint.manufacturerName) ?? MAKER,
    description: shortened(endpoint.description) ?? friendlyName,
    displayCategories: categoriesOf(endpoint, notes),
    capabilities,
  };
}

function drop(notes: Notes, what: string, endpointId: unknown): undefined {
  notes.add(what, endpointId);
  return undefined;
}

/** A text of as many characters as Alexa takes; undefined when it is none. */
function shortened(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return text(1, MAX_TEXT)(value) ? value : [...value].slice(0, MAX_TEXT).join('');
}

function categoriesOf({ displayCategories: given, endpointId }: JsonObject, notes: Notes): readonly unknown[] {
  const all: readonly unknown[] = Array.isArray(given) ? given : [];
  const known = distinct(all.filter((category) => displayCategories.has(category)));
  if (known.length < all.length || known.length === 0)
    notes.add('display categories that Amazon does not know', endpointId);
  return known.length === 0 ? ['OTHER'] : known;
}

function capabilitiesOf({ capabilities, endpointId }: JsonObject, notes: Notes): readonly JsonObject[] {
  const all: readonly unknown[] = Array.isArray(capabilities) ? capabilities : [];
  const known = all.flatMap((capability): JsonObject[] => {
    const mended = mendCapability(capability, (what) => notes.add(what, endpointId));
    if (mended === undefined) {
      const name = isObject(capability) ? capability.interface : undefined;
      notes.add(`capability ${nameOf(name)} that Amazon does not know`, endpointId);
    }
    return mended === undefined ? [] : [mended];
  });
  const unique = distinct(known);
  if (unique.length > MAX_CAPABILITIES) notes.add(`capabilities beyond ${MAX_CAPABILITIES}`, endpointId);
  return unique.slice(0, MAX_CAPABILITIES);
}
