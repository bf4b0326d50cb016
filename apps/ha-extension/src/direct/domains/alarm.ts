import { isObject, type JsonObject } from '../../bridge/json.ts';
import { type Entity, isKnown, supports, textOf } from '../entity.ts';
import { type Effect, effect, type Kind } from '../face.ts';
import { Refusal } from '../refusal.ts';

/** How Alexa arms: the home's feature, service and state for it. */
const ARMING: ReadonlyMap<unknown, { readonly feature: number; readonly service: string; readonly state: string }> =
  new Map([
    ['ARMED_AWAY', { feature: 2, service: 'alarm_arm_away', state: 'armed_away' }],
    ['ARMED_STAY', { feature: 1, service: 'alarm_arm_home', state: 'armed_home' }],
    ['ARMED_NIGHT', { feature: 4, service: 'alarm_arm_night', state: 'armed_night' }],
  ]);
/** States that Alexa has no name of its own for. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['armed_custom_bypass', 'ARMED_STAY'],
  ['armed_vacation', 'ARMED_AWAY'],
]);
const NUMBER = 'number';
/** Alexa wants no error when a panel is already as it should be. */
const NOTHING: Effect = { calls: [] };

export const alarm: Kind = {
  appear(entity) {
    // Alexa never sends a code for arming, and Home Assistant does not show such a panel either.
    if (entity.attributes.code_arm_required === true) return undefined;
    const armStates = [...ARMING].flatMap(([value, { feature }]) => (supports(entity, feature) ? [{ value }] : []));
    const properties = {
      armState: isKnown(entity) ? armStateOf(entity) : undefined,
      burglaryAlarm: isKnown(entity) ? { value: entity.state === 'triggered' ? 'ALARM' : 'OK' } : undefined,
    };
    return {
      category: 'SECURITY_PANEL',
      faces: [
        {
          name: 'Alexa.SecurityPanelController',
          properties,
          capability: {
            configuration: {
              supportedArmStates: [{ value: 'DISARMED' }, ...armStates],
              ...(hasPin(entity) && { supportedAuthorizationTypes: [{ type: 'FOUR_DIGIT_PIN' }] }),
            },
          },
          directives: {
            Arm: ({ armState }) => arm(entity, armState),
            Disarm: (payload) => disarm(entity, payload),
          },
        },
      ],
    };
  },
};

/** What is still arming, or waits for its code, is not armed. */
function armStateOf({ state }: Entity): string {
  const named = [...ARMING].find(([, one]) => one.state === state)?.[0];
  return typeof named === 'string' ? named : (OTHERS.get(state) ?? 'DISARMED');
}

function hasPin(entity: Entity): boolean {
  return textOf(entity, 'code_format') === NUMBER;
}

function arm(entity: Entity, armState: unknown): Effect {
  const how = ARMING.get(armState);
  if (how === undefined || !supports(entity, how.feature)) {
    throw new Refusal('INVALID_VALUE', `${entity.id} cannot be armed in this way.`);
  }
  if (entity.state === how.state) return NOTHING;
  if (entity.state !== 'disarmed') {
    throw new Refusal('AUTHORIZATION_REQUIRED', `${entity.id} has to be disarmed before it is armed in another way.`);
  }
  return effect(entity, how.service, {}, { armState });
}

/** Only with a code that the home checks: whoever is heard through a window must not disarm it. */
function disarm(entity: Entity, { authorization }: JsonObject): Effect {
  if (entity.state === 'disarmed') return NOTHING;
  if (!hasPin(entity)) {
    throw new Refusal('UNAUTHORIZED', `${entity.id} has no code of digits, so it cannot be disarmed by voice.`);
  }
  const { type, value } = isObject(authorization) ? authorization : {};
  if (type !== 'FOUR_DIGIT_PIN' || typeof value !== 'string' || value === '') {
    throw new Refusal('AUTHORIZATION_REQUIRED', `${entity.id} is disarmed with its code only.`);
  }
  // That it is disarmed is said by the home alone: some panels keep silent about a wrong code.
  return { ...effect(entity, 'alarm_disarm', { code: value }), refusedAs: 'UNAUTHORIZED' };
}
