import type { JsonObject } from '../../bridge/json.ts';
import { type Entity, isKnown, numberOf, supports, textOf } from '../entity.ts';
import { effect, type Face, type Kind } from '../face.ts';
import { Refusal } from '../refusal.ts';
import { powerFace } from './power.ts';
import { percentFace, resources } from './range.ts';

const Feature = { OPEN: 1, CLOSE: 2, SET_POSITION: 4, OPEN_AND_CLOSE: 3, SET_TILT_POSITION: 128 } as const;
const STEP = 20;

const CATEGORIES: ReadonlyMap<string | undefined, string> = new Map([
  ['awning', 'EXTERIOR_BLIND'],
  ['blind', 'INTERIOR_BLIND'],
  ['curtain', 'INTERIOR_BLIND'],
  ['door', 'DOOR'],
  ['garage', 'GARAGE_DOOR'],
  ['gate', 'GARAGE_DOOR'],
  ['shade', 'INTERIOR_BLIND'],
  ['shutter', 'EXTERIOR_BLIND'],
  ['window', 'EXTERIOR_BLIND'],
]);

export const cover: Kind = {
  appear(entity) {
    const kind = textOf(entity, 'device_class');
    const canMove = supports(entity, Feature.OPEN_AND_CLOSE);
    const faces = [
      // What people drive through is opened and closed in so many words, never by "turn on everything".
      ...(canMove && kind !== 'garage' && kind !== 'gate' ? [coverPowerFace(entity)] : []),
      ...positionFaces(entity, canMove),
      ...(supports(entity, Feature.SET_TILT_POSITION) ? [tiltFace(entity)] : []),
    ];
    if (faces.length === 0) return undefined;
    return { category: CATEGORIES.get(kind) ?? 'OTHER', faces };
  },
};

function positionFaces(entity: Entity, canMove: boolean): readonly Face[] {
  if (supports(entity, Feature.SET_POSITION)) return [positionFace(entity)];
  return canMove ? [openFace(entity)] : [];
}

const isOpen = ({ state }: Entity) => state === 'open' || state === 'opening';

function coverPowerFace(entity: Entity): Face {
  return powerFace(entity, {
    isOn: isOpen(entity),
    turnOn: () => effect(entity, 'open_cover', {}, { powerState: 'ON' }),
    turnOff: () => effect(entity, 'close_cover', {}, { powerState: 'OFF' }),
  });
}

function positionFace(entity: Entity): Face {
  return percentFace({
    instance: 'cover.position',
    assets: ['Alexa.Setting.Opening'],
    value: isKnown(entity) ? numberOf(entity, 'current_position') : undefined,
    step: STEP,
    moveTo(position) {
      if (position === 0 && supports(entity, Feature.CLOSE)) return effect(entity, 'close_cover');
      if (position === 100 && supports(entity, Feature.OPEN)) return effect(entity, 'open_cover');
      return effect(entity, 'set_cover_position', { position });
    },
    semantics: semantics(
      (rangeValue) => ({ name: 'SetRangeValue', payload: { rangeValue } }),
      { open: 100, closed: 0 },
      [
        { '@type': 'StatesToValue', states: ['Alexa.States.Closed'], value: 0 },
        { '@type': 'StatesToRange', states: ['Alexa.States.Open'], range: { minimumValue: 1, maximumValue: 100 } },
      ],
    ),
  });
}

function tiltFace(entity: Entity): Face {
  return percentFace({
    instance: 'cover.tilt',
    assets: ['Alexa.Setting.Tilt', 'Alexa.Setting.Angle'],
    value: isKnown(entity) ? numberOf(entity, 'current_tilt_position') : undefined,
    step: STEP,
    moveTo: (position) => effect(entity, 'set_cover_tilt_position', { tilt_position: position }),
  });
}

const OPEN = 'position.open';
const CLOSED = 'position.closed';

/** Open or closed, for a cover that knows no positions. */
function openFace(entity: Entity): Face {
  const asMode = (value: string, asset: string) => ({ value, modeResources: resources(asset) });
  const isKnownMode = isKnown(entity) && (isOpen(entity) || entity.state === 'closed' || entity.state === 'closing');
  return {
    name: 'Alexa.ModeController',
    instance: 'cover.position',
    properties: { mode: isKnownMode ? (isOpen(entity) ? OPEN : CLOSED) : undefined },
    capability: {
      capabilityResources: resources('Alexa.Setting.Opening'),
      configuration: {
        ordered: false,
        supportedModes: [asMode(OPEN, 'Alexa.Value.Open'), asMode(CLOSED, 'Alexa.Value.Close')],
      },
      semantics: semantics((mode) => ({ name: 'SetMode', payload: { mode } }), { open: OPEN, closed: CLOSED }, [
        { '@type': 'StatesToValue', states: ['Alexa.States.Closed'], value: CLOSED },
        { '@type': 'StatesToValue', states: ['Alexa.States.Open'], value: OPEN },
      ]),
    },
    directives: {
      SetMode({ mode }) {
        if (mode === OPEN) return effect(entity, 'open_cover', {}, { mode });
        if (mode === CLOSED) return effect(entity, 'close_cover', {}, { mode });
        throw new Refusal('INVALID_VALUE', 'A cover without positions is opened or closed, nothing between.');
      },
    },
  };
}

/** What lets people say open, close, raise and lower. */
function semantics<Value>(
  directive: (value: Value) => JsonObject,
  { open, closed }: { readonly open: Value; readonly closed: Value },
  stateMappings: readonly JsonObject[],
): JsonObject {
  const mapping = (value: Value, ...actions: readonly string[]) => ({
    '@type': 'ActionsToDirective',
    actions: actions.map((action) => `Alexa.Actions.${action}`),
    directive: directive(value),
  });
  return { actionMappings: [mapping(closed, 'Close', 'Lower'), mapping(open, 'Open', 'Raise')], stateMappings };
}
