import type { JsonObject } from '../bridge/json.ts';
import type { HomeApi } from './home-api.ts';

/** What the kitchen is called in other languages that are spoken to the home. */
const aliases = ['Küche', 'cuisine', 'cocina', 'cucina'];

/** Puts the kitchen's lights into the kitchen, one of the areas that a new home has, which sentences name in any language. */
export async function furnish(api: HomeApi): Promise<void> {
  const areas = (await api.command({ type: 'config/area_registry/list' })) as readonly JsonObject[];
  const area_id = areas.find(({ name }) => name === 'Kitchen')?.area_id;
  await api.command({ type: 'config/area_registry/update', area_id, aliases });
  const entry = await api.command({ type: 'config/entity_registry/get', entity_id: 'light.kitchen_lights' });
  // Newer releases place devices only.
  await api.command({ type: 'config/device_registry/update', device_id: (entry as JsonObject).device_id, area_id });
}
