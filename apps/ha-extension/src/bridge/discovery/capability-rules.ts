import {
  among,
  anyObject,
  anything,
  closed,
  either,
  flag,
  integer,
  list,
  number,
  open,
  type Rule,
  text,
} from '../answer/rule.ts';

/** Members of capabilities that several interfaces share, as Amazon's schema wants them. */

const friendlyName = either(
  closed({ '@type': among('asset'), value: open({ assetId: text() }) }),
  closed({ '@type': among('text'), value: open({ text: text(), locale: text() }) }),
);
export const resources: Rule = closed({}, { friendlyNames: list(friendlyName) });

export const semantics: Rule = closed(
  {},
  {
    actionMappings: list(
      closed({
        '@type': among('ActionsToDirective'),
        actions: list(text()),
        directive: closed({ name: text() }, { payload: anyObject }),
      }),
    ),
    stateMappings: list(
      either(
        closed({ '@type': among('StatesToValue'), states: list(text()) }, { value: anything }),
        closed({ '@type': among('StatesToRange'), states: list(text()) }, { range: anyObject }),
      ),
    ),
  },
);

const amount = either(number(), text());
export const rangeConfiguration: Rule = closed(
  { supportedRange: closed({ minimumValue: amount, maximumValue: amount, precision: amount }) },
  { presets: list(closed({ rangeValue: amount, presetResources: resources })), unitOfMeasure: text() },
);

export const modeConfiguration: Rule = closed({
  ordered: flag,
  supportedModes: list(open({}, { value: text(), modeResources: resources })),
});

const armState = among('ARMED_AWAY', 'ARMED_STAY', 'ARMED_NIGHT', 'DISARMED');
const pin = list(closed({ type: among('FOUR_DIGIT_PIN') }));
export const panelConfiguration: Rule = closed(
  {},
  {
    supportedArmStates: list(closed({}, { value: armState })),
    supportedAuthorizationTypes: pin,
    supportedCredentialTypes: pin,
    supportsArmInstant: flag,
  },
);

const detection = closed(
  {},
  {
    supportsEnablementMode: flag,
    supportsCloudVerificationMode: flag,
    featureAvailability: among('ENABLED', 'DISABLED', 'SUBSCRIPTION_REQUIRED'),
    supportsNotDetected: flag,
  },
);
export const detectionConfiguration: Rule = open(
  {},
  {
    detectionMethods: list(among('AUDIO', 'VIDEO')),
    detectionModes: closed(
      {},
      {
        animalPresence: detection,
        babyCry: detection,
        carbonMonoxideSiren: detection,
        dogBark: detection,
        entityDetection: detection,
        glassBreak: detection,
        humanPresence: detection,
        smokeSiren: detection,
        vehiclePresence: detection,
      },
    ),
  },
);

export const directiveConfigurations: Rule = list(
  open(
    {},
    {
      directives: list(text()),
      requestedAuthenticationConfidenceLevel: open(
        {},
        { level: integer(), customPolicy: open({}, { policyName: text() }) },
      ),
    },
  ),
);
