import { type AlexaInterface, serviceCall } from './alexa-interface.ts';

/** `Alexa.LockController`. */
export const lockController: AlexaInterface = {
  name: 'Alexa.LockController',
  supported: () => ['lockState'],
  read: ({ state }) => (state === 'locked' ? 'LOCKED' : 'UNLOCKED'),
  directives: {
    Lock: ({ entity }) => ({ calls: [serviceCall(entity, 'lock')], confirmed: ['lockState'] }),
    Unlock: ({ entity }) => ({ calls: [serviceCall(entity, 'unlock')], confirmed: ['lockState'] }),
  },
};
