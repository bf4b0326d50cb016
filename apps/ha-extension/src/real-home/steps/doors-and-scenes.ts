import { panelCode } from '../configuration.ts';
import type { HomeEntity } from '../home-api.ts';
import { domainOf, objectsOf, type Step, type Steps, toState } from './step.ts';

/** The demo has a lock that jams. */
export const lockSteps: Steps = (_, { attributes }) =>
  attributes.friendly_name === 'Poorly Installed Door'
    ? [toState('Lock', {}, 'jammed'), toState('Unlock', {}, 'unlocked')]
    : [toState('Unlock', {}, 'unlocked'), toState('Lock', {}, 'locked')];

const stateOfArming: Readonly<Record<string, string>> = {
  ARMED_AWAY: 'armed_away',
  ARMED_NIGHT: 'armed_night',
  ARMED_STAY: 'armed_home',
};

export const panelSteps: Steps = ({ configuration }, { attributes }, mode) => {
  const armings = objectsOf(configuration.supportedArmStates)
    .map(({ value }) => String(value))
    .filter((armState) => Object.hasOwn(stateOfArming, armState))
    .map((armState) => ({
      ...toState('Arm', { armState }, stateOfArming[armState] ?? ''),
      answer: 'Alexa.SecurityPanelController Arm.Response',
    }));
  const hasCode = attributes.code_format === 'number';
  const authorization = { type: 'FOUR_DIGIT_PIN', value: panelCode };
  const disarm = toState('Disarm', hasCode ? { authorization } : {}, 'disarmed');
  if (hasCode || mode === 'alexa') return armings.flatMap((arm) => [arm, disarm]);
  // Asked directly, a panel without a code of digits is not disarmed for whoever is heard.
  const kept = { ...toState('Disarm', {}, 'armed_away'), answer: 'Alexa.SecurityPanelController ErrorResponse' };
  return [...armings.slice(0, 1), kept];
};

/** When it was last started: a scene's and a button's state is that time, a script has an attribute for it. */
function startedAt(entity: HomeEntity): unknown {
  return domainOf(entity) === 'script' ? entity.attributes.last_triggered : entity.state;
}

export const sceneSteps: Steps = ({ all }, { entity_id }) => {
  const activate: Step = {
    name: 'Activate',
    payload: {},
    answer: 'Alexa.SceneController ActivationStarted',
    isReached: (now, before) => startedAt(now) !== startedAt(before),
  };
  if (all.supportsDeactivation !== true) return [activate];
  const deactivate: Step = {
    name: 'Deactivate',
    payload: {},
    answer: 'Alexa.SceneController DeactivationStarted',
    ...(entity_id.startsWith('script.')
      ? { isReached: ({ state }) => state === 'off' }
      : { unseen: 'a scene has no state to leave' }),
  };
  return [activate, deactivate];
};
