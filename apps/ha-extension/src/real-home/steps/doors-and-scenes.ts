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

export const panelSteps: Steps = ({ configuration }) => {
  const disarm = toState('Disarm', {}, 'disarmed');
  return objectsOf(configuration.supportedArmStates)
    .map(({ value }) => String(value))
    .filter((armState) => Object.hasOwn(stateOfArming, armState))
    .flatMap((armState) => [
      {
        ...toState('Arm', { armState }, stateOfArming[armState] ?? ''),
        answer: 'Alexa.SecurityPanelController Arm.Response',
      },
      disarm,
    ]);
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
