import { among, closed, distinct, open, type Rule, text } from '../answer/rule.ts';
import { isObject, type JsonObject } from '../json.ts';
import { directiveConfigurations, resources } from './capability-rules.ts';
import { type InterfaceRules, interfaces } from './interfaces.ts';

const namedResources: Rule = (value) => resources(value) && isObject(value) && value.friendlyNames !== undefined;
const SHARED: Readonly<Record<string, Rule>> = {
  capabilityResources: namedResources,
  directiveConfigurations,
  instance: text(),
};
const THERMOSTAT_MODES = ['AUTO', 'COOL', 'HEAT', 'ECO', 'OFF'];
/** Those that every interface takes. */
const PROPERTY_FLAGS = ['proactivelyReported', 'retrievable', 'nonControllable'] as const;
const STREAM_PROTOCOLS = ['RTSP', 'WEBRTC'];

/**
 * A capability as Amazon's schema takes it: without optional members that are not as they should be. Undefined when its
 * interface is unknown or something required is missing. `note` is told of modes and protocols that are left out.
 */
export function mendCapability(capability: unknown, note: (what: string) => void): JsonObject | undefined {
  if (!isObject(capability) || capability.type !== 'AlexaInterface') return undefined;
  const rules = interfaces.get(capability.interface);
  if (rules === undefined || (capability.version !== '3' && capability.version !== 3)) return undefined;
  const known = withoutForeign(capability, note);
  const required = rules.required ?? {};
  if (!open(required)(known)) return undefined;
  const optional: Readonly<Record<string, Rule>> = { ...SHARED, ...rules.optional };
  const members = Object.entries(known).filter(
    ([name, value]) => Object.hasOwn(required, name) || !Object.hasOwn(optional, name) || optional[name]?.(value),
  );
  const properties = mendProperties(rules, known.properties);
  const { properties: _, ...others } = Object.fromEntries(members);
  return { ...others, ...(properties !== undefined && { properties }), version: '3' };
}

/** The properties that the interface has, each once, and the flags that are flags; undefined when there is no list. */
function mendProperties({ properties }: InterfaceRules, given: unknown): JsonObject | undefined {
  if (!isObject(given)) return undefined;
  const isProperty = properties === undefined ? open({}, { name: text() }) : closed({ name: among(...properties) });
  const supported = Array.isArray(given.supported) ? distinct(given.supported.filter(isProperty)) : undefined;
  const flags = PROPERTY_FLAGS.filter((name) => typeof given[name] === 'boolean').map((name) => [name, given[name]]);
  return { ...(supported !== undefined && { supported }), ...Object.fromEntries(flags) };
}

/** Home Assistant also lists modes and protocols that the schema does not know; the others are of use without them. */
function withoutForeign(capability: JsonObject, note: (what: string) => void): JsonObject {
  const keep = (object: JsonObject, name: string, values: readonly unknown[], what: string): JsonObject => {
    const items = object[name];
    if (!Array.isArray(items)) return object;
    const kept = items.filter((item) => values.includes(item));
    if (kept.length < items.length) note(`${what} that Amazon does not know`);
    return { ...object, [name]: kept };
  };
  const { configuration, cameraStreamConfigurations: streams } = capability;
  if (capability.interface === 'Alexa.ThermostatController' && isObject(configuration)) {
    return {
      ...capability,
      configuration: keep(configuration, 'supportedModes', THERMOSTAT_MODES, 'thermostat modes'),
    };
  }
  if (capability.interface === 'Alexa.CameraStreamController' && Array.isArray(streams)) {
    const known = streams
      .filter(isObject)
      .map((stream) => keep(stream, 'protocols', STREAM_PROTOCOLS, 'stream protocols'))
      .filter(({ protocols }) => Array.isArray(protocols) && protocols.length > 0);
    return { ...capability, cameraStreamConfigurations: known.length === 0 ? undefined : known };
  }
  return capability;
}
