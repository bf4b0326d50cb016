import type { AskedState, Language, Movement } from './intent.ts';

const PAST: Readonly<Record<Movement, string>> = {
  lock: 'abgeschlossen',
  unlock: 'aufgeschlossen',
  open: 'geöffnet',
  close: 'geschlossen',
  activate: 'aktiviert',
};

const STATES: Readonly<Record<string, AskedState>> = {
  an: 'on',
  ein: 'on',
  eingeschaltet: 'on',
  aus: 'off',
  ausgeschaltet: 'off',
  abgeschlossen: 'locked',
  verriegelt: 'locked',
  aufgeschlossen: 'unlocked',
  entriegelt: 'unlocked',
  offen: 'open',
  geöffnet: 'open',
  geschlossen: 'closed',
  zu: 'closed',
};

const onOff = (word: string): 'on' | 'off' => (word.startsWith('aus') ? 'off' : 'on');
const decimal = (degrees: number): string => String(degrees).replace('.', ',');
const move = (action: Movement) => (group: (name: string) => string) =>
  ({ kind: 'move', action, name: group('name') }) as const;

/** German. */
export const german: Language = {
  code: 'de',
  article: /^(?:das|die|den|der|dem|mein|meine|meinen) /,
  allLights: /^(?:alle )?(?:die )?(?:lichter|lampen)$/,
  sentences: [
    {
      pattern: /^(?:schalte?|mache?) (?<name>.+) (?<to>ein|an|aus)$/,
      intent: (group) => ({ kind: 'turn', to: onOff(group('to')), name: group('name') }),
    },
    { pattern: /^(?:schließe?|sperre?) (?<name>.+) ab$/, intent: move('lock') },
    { pattern: /^(?:verriegle|verriegele) (?<name>.+)$/, intent: move('lock') },
    { pattern: /^(?:schließe?|sperre?) (?<name>.+) auf$/, intent: move('unlock') },
    { pattern: /^(?:entriegle|entriegele) (?<name>.+)$/, intent: move('unlock') },
    { pattern: /^öffne (?<name>.+)$/, intent: move('open') },
    { pattern: /^mache? (?<name>.+) auf$/, intent: move('open') },
    { pattern: /^schließe? (?<name>.+)$/, intent: move('close') },
    { pattern: /^mache? (?<name>.+) zu$/, intent: move('close') },
    { pattern: /^(?:aktiviere?|starte?) (?<name>.+)$/, intent: move('activate') },
    {
      pattern: /^(?:stelle?|setze?) (?:die )?(?:temperatur|heizung) auf (?<degrees>-?\d+(?:[.,]\d+)?)(?: ?grad)?$/,
      intent: (group) => ({ kind: 'target', degrees: Number(group('degrees').replace(',', '.')) }),
    },
    {
      pattern: /^(?:stelle?|setze?|dimme?) (?<name>.+) auf (?<percent>\d+) ?(?:%|prozent)$/,
      intent: (group) => ({ kind: 'level', name: group('name'), percent: Number(group('percent')) }),
    },
    {
      pattern: /^(?:wie (?:ist|hoch ist) die temperatur|wie (?:warm|kalt) ist es)(?<outside> draußen)?(?: drinnen)?$/,
      intent: (group) => ({ kind: 'ask-temperature', place: group('outside') === '' ? 'inside' : 'outside' }),
    },
    {
      pattern: /^sind (?<all>alle )?(?:die )?(?:lichter|lampen) (?<state>an|aus)$/,
      intent: (group) => ({
        kind: 'ask-lights',
        quantity: group('all') === '' ? 'any' : 'all',
        state: onOff(group('state')),
      }),
    },
    {
      pattern: new RegExp(`^ist (?<name>.+) (?<state>${Object.keys(STATES).join('|')})$`),
      intent: (group) => ({ kind: 'ask-state', name: group('name'), state: STATES[group('state')] ?? 'on' }),
    },
  ],
  phrases: {
    turned: (to, name) => `${name} ${to === 'on' ? 'eingeschaltet' : 'ausgeschaltet'}`,
    moved: (action, name) => `${name} ${PAST[action]}`,
    level: (name, percent) => `${name} auf ${percent} Prozent gestellt`,
    target: (degrees) => `Temperatur auf ${decimal(degrees)} Grad gestellt`,
    temperature: (degrees, place) =>
      `Es sind ${decimal(degrees)} Grad ${place === 'outside' ? 'draußen' : 'in der Wohnung'}`,
    yesNo: (yes) => (yes ? 'Ja' : 'Nein'),
    notUnderstood: 'Das habe ich leider nicht verstanden',
    unknownName: (name) => `Ich kenne leider kein Gerät mit dem Namen ${name}`,
    cannot: (name) => `${name} kann das leider nicht`,
  },
};
