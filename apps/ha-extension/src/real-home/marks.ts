import { isObject } from '../bridge/json.ts';
import type { HomeApi } from './home-api.ts';

/** What a person can say of entities in the settings of the home. */
export interface Marks {
  hide(entityId: string): Promise<void>;
  disable(entityId: string): Promise<void>;
  /** Makes the label, and puts it on the entity; false where the release has no labels. */
  label(name: string, entityId: string): Promise<boolean>;
}

export function createMarks(api: HomeApi): Marks {
  const update = async (entity_id: string, change: object): Promise<void> => {
    await api.command({ type: 'config/entity_registry/update', entity_id, ...change });
  };
  return {
    hide: (entityId) => update(entityId, { hidden_by: 'user' }),
    disable: (entityId) => update(entityId, { disabled_by: 'user' }),
    async label(name, entityId) {
      try {
        const made = await api.command({ type: 'config/label_registry/create', name });
        await update(entityId, { labels: [isObject(made) ? made.label_id : undefined] });
        return true;
      } catch (error) {
        if (/unknown_command|extra keys not allowed/.test(String(error))) return false;
        throw error;
      }
    },
  };
}
