import type { HomeState } from './home-state.ts';
import type { Json, JsonObject } from './json.ts';

interface Room {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly entityIds: readonly string[];
}

/** Where things are. Each entity stands alone, without a device. */
const ROOMS: readonly Room[] = [
  {
    id: 'living_room',
    name: 'Living Room',
    aliases: ['Wohnzimmer'],
    entityIds: ['light.living_room', 'media_player.living_room_speaker', 'climate.thermostat'],
  },
  { id: 'hallway', name: 'Hallway', aliases: ['Flur'], entityIds: ['light.hallway', 'lock.front_door'] },
  { id: 'bedroom', name: 'Bedroom', aliases: ['Schlafzimmer'], entityIds: ['cover.bedroom_blind'] },
  {
    id: 'kitchen',
    name: 'Kitchen',
    aliases: ['Küche'],
    entityIds: ['switch.coffee_maker', 'media_player.kitchen_radio', 'binary_sensor.kitchen_window'],
  },
];

const LABELS: ReadonlyMap<string, string> = new Map([
  ['lock.front_door', 'security'],
  ['binary_sensor.kitchen_window', 'security'],
]);

/** The commands of the websocket that tell the registries, with what they answer. */
export const REGISTRY_COMMANDS: ReadonlyMap<string, (home: HomeState) => Json> = new Map<
  string,
  (home: HomeState) => Json
>([
  [
    'config/entity_registry/list_for_display',
    (home) => ({ entity_categories: { 0: 'config', 1: 'diagnostic' }, entities: home.all().map(shortEntry) }),
  ],
  ['config/device_registry/list', () => []],
  [
    'config/area_registry/list',
    () =>
      ROOMS.map(({ id, name, aliases }) => ({
        area_id: id,
        name,
        aliases,
        floor_id: null,
        icon: null,
        labels: [],
        picture: null,
      })),
  ],
  [
    'config/label_registry/list',
    () => [{ label_id: 'security', name: 'Security', color: null, description: null, icon: null }],
  ],
]);

function shortEntry({ entity_id: id }: { readonly entity_id: string }): JsonObject {
  const room = ROOMS.find(({ entityIds }) => entityIds.includes(id));
  const label = LABELS.get(id);
  return { ei: id, pl: 'demo', lb: label === undefined ? [] : [label], ...(room !== undefined && { ai: room.id }) };
}
