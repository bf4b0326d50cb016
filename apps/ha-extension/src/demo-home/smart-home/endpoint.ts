import { domainOf, type EntityState, Feature, nameOf, stringsOf, supports } from '../entity.ts';
import { HOME_CONFIG } from '../home-config.ts';
import type { JsonObject } from '../json.ts';
import type { AlexaInterface } from './alexa-interface.ts';
import { brightnessController } from './brightness-controller.ts';
import { colorController } from './color-controller.ts';
import { colorTemperatureController } from './color-temperature-controller.ts';
import { endpointIdFromEntityId } from './directive.ts';
import { lockController } from './lock-controller.ts';
import { playbackController } from './playback-controller.ts';
import { powerController } from './power-controller.ts';
import { coverPositionController } from './range-controller.ts';
import { sceneController } from './scene-controller.ts';
import { alexa, contactSensor, endpointHealth, temperatureSensor } from './sensors.ts';
import { speaker, stepSpeaker } from './speaker.ts';
import { thermostatController } from './thermostat-controller.ts';

/** How a kind of entity appears to Alexa. */
interface Appearance {
  readonly category: string | ((entity: EntityState) => string);
  /** Its own interfaces; `EndpointHealth` and `Alexa` follow by themselves. */
  readonly interfaces: (entity: EntityState) => readonly AlexaInterface[];
}

const APPEARANCES: ReadonlyMap<string, Appearance> = new Map<string, Appearance>([
  ['light', { category: 'LIGHT', interfaces: lightInterfaces }],
  ['switch', { category: switchCategory, interfaces: () => [powerController, contactSensor] }],
  ['climate', { category: 'THERMOSTAT', interfaces: () => [powerController, thermostatController, temperatureSensor] }],
  ['lock', { category: 'SMARTLOCK', interfaces: () => [lockController] }],
  ['cover', { category: 'INTERIOR_BLIND', interfaces: () => [powerController, coverPositionController] }],
  ['media_player', { category: playerCategory, interfaces: playerInterfaces }],
  ['scene', { category: 'SCENE_TRIGGER', interfaces: () => [sceneController] }],
  ['sensor', { category: 'TEMPERATURE_SENSOR', interfaces: () => [temperatureSensor] }],
  ['binary_sensor', { category: 'CONTACT_SENSOR', interfaces: () => [contactSensor] }],
]);

/** Every interface of an entity, in the order in which discovery and contexts name them. */
export function interfacesOf(entity: EntityState): readonly AlexaInterface[] {
  const domain = domainOf(entity.entity_id);
  const own = APPEARANCES.get(domain)?.interfaces(entity) ?? [];
  // Home Assistant leaves the health of scenes out.
  return domain === 'scene' ? [...own, alexa] : [...own, endpointHealth, alexa];
}

/** The entity as an endpoint of `Discover.Response`. */
export function describeEndpoint(entity: EntityState): JsonObject {
  const domain = domainOf(entity.entity_id);
  const category = APPEARANCES.get(domain)?.category ?? 'OTHER';
  return {
    displayCategories: [typeof category === 'string' ? category : category(entity)],
    cookie: {},
    endpointId: endpointIdFromEntityId(entity.entity_id),
    friendlyName: nameOf(entity),
    description: `${entity.entity_id} via Home Assistant`,
    manufacturerName: 'Home Assistant',
    additionalAttributes: {
      manufacturer: 'Home Assistant',
      model: domain,
      softwareVersion: HOME_CONFIG.version,
      customIdentifier: `-${entity.entity_id}`,
    },
    capabilities: interfacesOf(entity).map((face) => describeCapability(entity, face)),
  };
}

function describeCapability(entity: EntityState, face: AlexaInterface): JsonObject {
  const supported = face.supported?.(entity) ?? [];
  return {
    type: 'AlexaInterface',
    interface: face.name,
    version: '3',
    instance: face.instance,
    properties:
      supported.length === 0
        ? undefined
        : { supported: supported.map((name) => ({ name })), proactivelyReported: true, retrievable: true },
    ...face.discovery?.(entity),
  };
}

function lightInterfaces(entity: EntityState): readonly AlexaInterface[] {
  const modes = stringsOf(entity, 'supported_color_modes');
  return [
    powerController,
    brightnessController,
    ...(modes.includes('hs') ? [colorController] : []),
    ...(modes.includes('color_temp') ? [colorTemperatureController] : []),
  ];
}

function playerInterfaces(entity: EntityState): readonly AlexaInterface[] {
  const volume = supports(entity, Feature.MEDIA_VOLUME_SET) ? speaker : stepSpeaker;
  return [powerController, volume, playbackController];
}

function switchCategory(entity: EntityState): string {
  return entity.attributes.device_class === 'outlet' ? 'SMARTPLUG' : 'SWITCH';
}

function playerCategory(entity: EntityState): string {
  return entity.attributes.device_class === 'speaker' ? 'SPEAKER' : 'TV';
}
