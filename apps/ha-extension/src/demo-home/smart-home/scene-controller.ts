import { type AlexaInterface, serviceCall } from './alexa-interface.ts';

/** `Alexa.SceneController`; a scene can be activated but not taken back. */
export const sceneController: AlexaInterface = {
  name: 'Alexa.SceneController',
  discovery: () => ({ supportsDeactivation: false }),
  directives: {
    Activate: ({ entity, time }) => ({
      calls: [serviceCall(entity, 'turn_on')],
      event: {
        namespace: 'Alexa.SceneController',
        name: 'ActivationStarted',
        payload: { cause: { type: 'VOICE_INTERACTION' }, timestamp: time },
      },
    }),
  },
};
