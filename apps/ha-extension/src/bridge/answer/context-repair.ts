import { isObject, type JsonObject } from '../json.ts';
import { alexaTime, isAlexaTime } from './alexa-time.ts';
import { type Notes, nameOf } from './notes.ts';
import { interfacesWithInstance, propertyValues } from './property-values.ts';
import { distinct, number } from './rule.ts';

const isUncertainty = number(0);

/**
 * A context with the properties that Amazon's schema takes. One whose name or value it does not know is left out, as the
 * directive was carried out all the same. Undefined when there is no context.
 */
export function mendContext(context: unknown, sampledAt: () => string, notes: Notes): JsonObject | undefined {
  if (!isObject(context)) {
    if (context !== undefined) notes.add('the context was none');
    return undefined;
  }
  if (!Array.isArray(context.properties)) return {};
  const properties: JsonObject[] = [];
  const given: readonly unknown[] = context.properties;
  for (let index = 0; index < given.length; index += 1) {
    const property = given[index];
    const mended = mendProperty(property, sampledAt);
    if (mended !== undefined) properties.push(mended);
    else notes.add('properties without a value that Amazon knows', describe(property));
  }
  return { properties: distinct(properties) };
}

/** What a handler vouches for leaves Home Assistant without both members that say when and how exactly it was sampled. */
function mendProperty(property: unknown, sampledAt: () => string): JsonObject | undefined {
  if (!isObject(property)) return undefined;
  const { namespace, name, instance, value, timeOfSample, uncertaintyInMilliseconds: uncertainty } = property;
  if (typeof namespace !== 'string' || typeof name !== 'string') return undefined;
  if (propertyValues.get(`${namespace}.${name}`)?.(value) !== true) return undefined;
  const hasInstance = typeof instance === 'string';
  if (!hasInstance && interfacesWithInstance.has(namespace)) return undefined;
  const mended = {
    namespace,
    name,
    value,
    timeOfSample: isAlexaTime(timeOfSample) ? timeOfSample : alexaTime(timeOfSample, sampledAt()),
    uncertaintyInMilliseconds: isUncertainty(uncertainty) ? uncertainty : 0,
  };
  return hasInstance ? { ...mended, instance } : mended;
}

function describe(property: unknown): string {
  return isObject(property) ? nameOf(`${property.namespace}.${property.name}`) : nameOf(undefined);
}
