import type { JsonObject } from '../bridge/json.ts';
import { kinds } from './domains/index.ts';
import { type Entity, endpointIdOf, nameOf } from './entity.ts';
import type { Face } from './face.ts';
import { hasHealth, healthFace } from './message.ts';

const MAKER = 'Home Assistant';

/** The entity as an endpoint of `Discover.Response`; undefined when Alexa has nothing for it. */
export function endpointOf(entity: Entity): JsonObject | undefined {
  // What is found is the same in every scale.
  const appearance = kinds.get(entity.domain)?.appear(entity, 'CELSIUS');
  if (appearance === undefined) return undefined;
  const { category, faces } = appearance;
  const all: readonly Face[] = [...faces, ...(hasHealth(faces) ? [healthFace(entity)] : []), { name: 'Alexa' }];
  return {
    endpointId: endpointIdOf(entity),
    friendlyName: nameOf(entity),
    description: `${entity.id} via ${MAKER}`,
    manufacturerName: MAKER,
    displayCategories: [category],
    cookie: {},
    additionalAttributes: { manufacturer: MAKER, model: entity.domain, customIdentifier: entity.id },
    capabilities: all.map(capabilityOf),
  };
}

function capabilityOf({ name, instance, properties, capability }: Face): JsonObject {
  return {
    type: 'AlexaInterface',
    interface: name,
    version: '3',
    ...(instance !== undefined && { instance }),
    ...(properties !== undefined && {
      properties: {
        supported: Object.keys(properties).map((property) => ({ name: property })),
        // Changes are reported by the home's own integration only.
        proactivelyReported: false,
        retrievable: true,
      },
    }),
    ...capability,
  };
}
