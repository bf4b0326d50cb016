import fc from 'fast-check';
import { readSamples } from '../../support/alexa-schema.ts';
import { skillRequest } from '../../support/directives.ts';
import { faults, withFaults } from '../mutation.ts';
import { OWN_TOKEN } from '../secrets.ts';

/** Locales of custom skills (developer.amazon.com, Develop Skills in Multiple Languages), and some that are none. */
const LOCALES = [
  ...['ar-SA', 'de-DE', 'en-AU', 'en-CA', 'en-GB', 'en-IN', 'en-US', 'es-ES', 'es-MX', 'es-US', 'fr-CA', 'fr-FR'],
  ...['hi-IN', 'it-IT', 'ja-JP', 'nl-NL', 'pt-BR', 'xx-XX', 'de', '', 'constructor', '__proto__', 'zh-Hant-TW'],
];
const TYPES = [
  ...[
    'LaunchRequest',
    'SessionEndedRequest',
    'CanFulfillIntentRequest',
    'Connections.Response',
    'Display.ElementSelected',
  ],
  ...['AudioPlayer.PlaybackStarted', 'PlaybackController.PlayCommandIssued', 'System.ExceptionEncountered'],
  ...[
    'AlexaSkillEvent.SkillEnabled',
    'AlexaSkillEvent.SkillDisabled',
    'GameEngine.InputHandlerEvent',
    'Messaging.MessageReceived',
  ],
  ...['Alexa.Presentation.APL.UserEvent', 'Dialog.API.Invoked', 'Reminders.ReminderStarted', 'Other', ''],
];
const INTENTS = [
  ...[
    'AssistIntent',
    'AMAZON.YesIntent',
    'AMAZON.NoIntent',
    'AMAZON.StopIntent',
    'AMAZON.CancelIntent',
    'AMAZON.HelpIntent',
  ],
  ...[
    'AMAZON.FallbackIntent',
    'AMAZON.NavigateHomeIntent',
    'AMAZON.RepeatIntent',
    'TurnOnIntent',
    '',
    'Intent',
    '明かり',
  ],
];
const SENTENCES = [
  ...[
    'turn on the light in the hallway',
    'schalte das Licht im Flur aus',
    '明かりを消して',
    'أطفئ الضوء',
    'लाइट बंद करो',
  ],
  ...[
    'שלום',
    'ปิดไฟ',
    '불을 꺼줘',
    'выключи свет',
    '👩‍👩‍👧 zwj',
    'a\u0301\u0301\u0301',
    '',
    ' ',
    '\u202eright to left',
    '<speak>&</speak>',
  ],
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SENTENCES) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4_000 }).map((times) => '明かり '.repeat(times)) },
);
const attributes = fc.record(
  {
    conversationId: fc.oneof(text, fc.jsonValue({ maxDepth: 2 })),
    dialogOpen: fc.oneof(fc.boolean(), fc.constant('true')),
  },
  { requiredKeys: [] },
);

const built: fc.Arbitrary<object> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...INTENTS) },
      { weight: 2, arbitrary: fc.constantFrom(...TYPES) },
    ),
    fc.dictionary(fc.constantFrom('query', 'room', '明'), text, { maxKeys: 3 }),
    fc.constantFrom(...LOCALES),
    attributes,
  )
  .map(([what, slots, locale, kept]) => {
    const event = skillRequest(what, { slots, locale, attributes: kept, accessToken: OWN_TOKEN }) as {
      request: { type: string };
    };
    // Requests that do not end in `Request` are none that the builder knows.
    if (TYPES.includes(what)) event.request.type = what;
    return event;
  });

const sampled: readonly object[] = readSamples('custom-skill').map(({ message }) =>
  JSON.parse(JSON.stringify(message).replaceAll('sample-token', OWN_TOKEN)),
);

const valid: fc.Arbitrary<object> = fc.oneof(
  { weight: 8, arbitrary: built },
  ...(sampled.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...sampled) }] : []),
);

/** Requests of every type and language, a third of them with something wrong. */
export const skillEvent: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: valid },
  { weight: 3, arbitrary: fc.tuple(valid, faults).map(([event, wrong]) => withFaults(event, wrong)) },
);
