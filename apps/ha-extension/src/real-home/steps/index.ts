import type { JsonObject } from '../../bridge/json.ts';
import type { HomeEntity } from '../home-api.ts';
import type { Mode } from '../modes.ts';
import { lockSteps, panelSteps, sceneSteps } from './doors-and-scenes.ts';
import { modeSteps, rangeSteps, toggleSteps, volumeSteps } from './instances.ts';
import { brightnessSteps, colorSteps, colorTemperatureSteps } from './light.ts';
import { channelSteps, equalizerSteps, holdSteps, inputSteps, playbackSteps, seekSteps } from './media.ts';
import { powerSteps } from './power.ts';
import { objectOf, type Step, type Steps } from './step.ts';
import { thermostatSteps } from './thermostat.ts';

export type { Step } from './step.ts';

/** How each interface is tried: every interface of a device that takes directives. */
const stepsOfInterface: Readonly<Record<string, Steps>> = {
  'Alexa.BrightnessController': brightnessSteps,
  'Alexa.ChannelController': channelSteps,
  'Alexa.ColorController': colorSteps,
  'Alexa.ColorTemperatureController': colorTemperatureSteps,
  'Alexa.EqualizerController': equalizerSteps,
  'Alexa.InputController': inputSteps,
  'Alexa.LockController': lockSteps,
  'Alexa.ModeController': modeSteps,
  'Alexa.PlaybackController': playbackSteps,
  'Alexa.PowerController': powerSteps,
  'Alexa.RangeController': rangeSteps,
  'Alexa.SceneController': sceneSteps,
  'Alexa.SecurityPanelController': panelSteps,
  'Alexa.SeekController': seekSteps,
  'Alexa.Speaker': volumeSteps,
  'Alexa.ThermostatController': thermostatSteps,
  'Alexa.TimeHoldController': holdSteps,
  'Alexa.ToggleController': toggleSteps,
};

/** Not offered by the mode direct: tuners, and positions that a player may not have, which Alexa is told once for all. */
const ofTheIntegration: readonly string[] = ['Alexa.ChannelController', 'Alexa.SeekController'];

/** Interfaces that take directives in a mode, in the order of their names. */
export function controllersIn(mode: Mode): readonly string[] {
  return Object.keys(stepsOfInterface).filter((name) => mode === 'alexa' || !ofTheIntegration.includes(name));
}

/** The entity behind an endpoint of the home's own integration. */
export function entityIdOf(endpointId: string): string {
  return endpointId.replace('#', '.');
}

/** The directives that a discovered capability allows, for an entity as it is before the first of them. */
export function stepsFor(capability: JsonObject, entity: HomeEntity, mode: Mode): readonly Step[] {
  const name = String(capability.interface);
  const steps = Object.hasOwn(stepsOfInterface, name) ? stepsOfInterface[name] : undefined;
  if (steps === undefined) return [];
  const instance = typeof capability.instance === 'string' ? capability.instance : '';
  return steps(
    { interface: name, instance, configuration: objectOf(capability.configuration), all: capability },
    entity,
    mode,
  );
}
