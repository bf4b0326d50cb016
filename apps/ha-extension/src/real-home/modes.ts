/** How a home is asked: through its own integration for Alexa, or through its states and services. */
export type Mode = 'alexa' | 'direct';

export const modes: readonly Mode[] = ['alexa', 'direct'];

export interface Exposure {
  /** As people write it into the setting, such as `area:Kitchen,light.bed_light`. */
  readonly expose?: string;
  readonly hide?: string;
}

/** The variables that have the function ask in a mode, and show what is exposed. */
export function variablesOf(mode: Mode, { expose, hide }: Exposure = {}): Readonly<Record<string, string>> {
  return {
    HOME_ASSISTANT_MODE: mode,
    ...(expose !== undefined && { HOME_ASSISTANT_EXPOSE: expose }),
    ...(hide !== undefined && { HOME_ASSISTANT_HIDE: hide }),
  };
}

const shared: readonly string[] = [
  ...['alarm_control_panel', 'automation', 'binary_sensor', 'button', 'climate', 'cover', 'fan', 'input_boolean'],
  ...['input_button', 'light', 'lock', 'media_player', 'scene', 'script', 'sensor', 'switch', 'vacuum'],
];

/** The kinds of entities of the real home that Alexa is shown in each mode. */
export const kindsOf: Readonly<Record<Mode, readonly string[]>> = {
  alexa: [...shared, 'input_number', 'number', 'timer', 'water_heater'],
  direct: shared,
};
