import type { AskedState, Language, Movement } from './intent.ts';

const PAST: Readonly<Record<Movement, string>> = {
  lock: 'Locked',
  unlock: 'Unlocked',
  open: 'Opened',
  close: 'Closed',
  activate: 'Activated',
};

const onOff = (word: string): 'on' | 'off' => (word === 'off' ? 'off' : 'on');

/** English. */
export const english: Language = {
  code: 'en',
  article: /^(?:the|my) /,
  allLights: /^(?:all (?:of )?)?(?:the )?(?:lights|lamps)$/,
  sentences: [
    {
      pattern: /^(?:turn|switch) (?<to>on|off) (?<name>.+)$/,
      intent: (group) => ({ kind: 'turn', to: onOff(group('to')), name: group('name') }),
    },
    {
      pattern: /^(?:turn|switch) (?<name>.+) (?<to>on|off)$/,
      intent: (group) => ({ kind: 'turn', to: onOff(group('to')), name: group('name') }),
    },
    {
      pattern: /^(?<action>lock|unlock|open|close|activate) (?<name>.+)$/,
      intent: (group) => ({ kind: 'move', action: group('action') as Movement, name: group('name') }),
    },
    {
      pattern:
        /^(?:set|change) (?:the )?(?:temperature|thermostat|heating) to (?<degrees>-?\d+(?:\.\d+)?)(?: degrees)?$/,
      intent: (group) => ({ kind: 'target', degrees: Number(group('degrees')) }),
    },
    {
      pattern: /^(?:set|dim) (?:the brightness of )?(?<name>.+?)(?: brightness)? to (?<percent>\d+) ?(?:%|percent)$/,
      intent: (group) => ({ kind: 'level', name: group('name'), percent: Number(group('percent')) }),
    },
    {
      pattern:
        /^(?:what is|what's|how warm is|how cold is) (?:the (?<outdoor>outdoor )?temperature|it)(?<outside> outside)?(?: inside)?$/,
      intent: (group) => ({
        kind: 'ask-temperature',
        place: group('outdoor') === '' && group('outside') === '' ? 'inside' : 'outside',
      }),
    },
    {
      pattern: /^are (?<quantity>any|all)?(?: of)?(?: ?the)? ?(?:lights|lamps) (?<state>on|off)$/,
      intent: (group) => ({
        kind: 'ask-lights',
        quantity: group('quantity') === 'any' ? 'any' : 'all',
        state: onOff(group('state')),
      }),
    },
    {
      pattern: /^is (?<name>.+) (?<state>on|off|locked|unlocked|open|closed)$/,
      intent: (group) => ({ kind: 'ask-state', name: group('name'), state: group('state') as AskedState }),
    },
  ],
  phrases: {
    turned: (to, name) => `Turned ${to} ${name}`,
    moved: (action, name) => `${PAST[action]} ${name}`,
    level: (name, percent) => `Set ${name} to ${percent} percent`,
    target: (degrees) => `Temperature set to ${degrees} degrees`,
    temperature: (degrees, place) => `It is ${degrees} degrees ${place}`,
    yesNo: (yes) => (yes ? 'Yes' : 'No'),
    notUnderstood: "Sorry, I couldn't understand that",
    unknownName: (name) => `Sorry, I am not aware of any device called ${name}`,
    cannot: (name) => `Sorry, ${name} cannot do that`,
  },
};
