import { effect, type Kind } from '../face.ts';

/** What is started: `Alexa.SceneController` over a service, and over another one that ends it. */
function startedBy(category: string, start: string, end?: string): Kind {
  return {
    appear: (entity) => ({
      category,
      faces: [
        {
          name: 'Alexa.SceneController',
          capability: { supportsDeactivation: end !== undefined },
          directives: {
            Activate: () => effect(entity, start),
            ...(end !== undefined && { Deactivate: () => effect(entity, end) }),
          },
        },
      ],
    }),
  };
}

export const scene: Kind = startedBy('SCENE_TRIGGER', 'turn_on');
export const script: Kind = startedBy('ACTIVITY_TRIGGER', 'turn_on', 'turn_off');
/** Buttons of devices and of people. */
export const button: Kind = startedBy('ACTIVITY_TRIGGER', 'press');
