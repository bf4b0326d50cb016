import { type Entity, isKnown, textOf } from '../entity.ts';
import type { Kind, Scale } from '../face.ts';
import { scaleOfUnit } from './temperature.ts';

export const sensor: Kind = {
  appear(entity) {
    const scale = scaleOfUnit(textOf(entity, 'unit_of_measurement'));
    if (scale === undefined || !isTemperature(entity, scale)) return undefined;
    const properties = { temperature: readingOf(entity, scale) };
    return { category: 'TEMPERATURE_SENSOR', faces: [{ name: 'Alexa.TemperatureSensor', properties }] };
  },
};

/** Older sensors have no class; in kelvins, that may be the color of a light. */
function isTemperature(entity: Entity, scale: Scale): boolean {
  const kind = textOf(entity, 'device_class');
  return kind === 'temperature' || (kind === undefined && scale !== 'KELVIN');
}

function readingOf(entity: Entity, scale: Scale): unknown {
  const value = Number(entity.state);
  return entity.state.trim() !== '' && Number.isFinite(value) ? { value, scale } : undefined;
}

const CONTACTS = ['door', 'garage_door', 'opening', 'window'];
const MOTIONS = ['motion', 'moving', 'occupancy', 'presence'];

export const binarySensor: Kind = {
  appear(entity) {
    const kind = textOf(entity, 'device_class') ?? '';
    const detectionState = isKnown(entity) ? (entity.state === 'on' ? 'DETECTED' : 'NOT_DETECTED') : undefined;
    const properties = { detectionState };
    if (CONTACTS.includes(kind)) {
      return { category: 'CONTACT_SENSOR', faces: [{ name: 'Alexa.ContactSensor', properties }] };
    }
    if (!MOTIONS.includes(kind)) return undefined;
    return { category: 'MOTION_SENSOR', faces: [{ name: 'Alexa.MotionSensor', properties }] };
  },
};
