import { directiveKinds, isForHome } from '../fuzz/messages/directive-kinds.ts';
import { OWN_TOKEN } from '../fuzz/secrets.ts';
import { skillRequest } from '../support/directives.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface MixedEvent {
  readonly kind: 'directive' | 'sentence' | 'overHttp' | 'http' | 'queue' | 'notice' | 'diagnostics' | 'nonsense';
  readonly event: unknown;
  /** The message that an HTTP event carries. */
  readonly message?: unknown;
}

const WEIGHTS = {
  directive: 600,
  sentence: 200,
  overHttp: 40,
  http: 40,
  queue: 15,
  notice: 10,
  diagnostics: 5,
  nonsense: 30,
} as const;
const DEVICES = [
  'light#hallway',
  'light#living_room',
  'lock#front_door',
  'climate#thermostat',
  'cover#bedroom_blind',
  'scene#movie_night',
  'none#such',
];
const SENTENCES = ['turn on the light', 'schalte das Licht aus', '明かりを消して', 'أطفئ الضوء', ''];
const INTENTS = [
  'AssistIntent',
  'AssistIntent',
  'AssistIntent',
  'LaunchRequest',
  'AMAZON.YesIntent',
  'SessionEndedRequest',
  'CanFulfillIntentRequest',
];
const LOCALES = ['en-US', 'de-DE', 'ja-JP', 'ar-SA', 'fr-CA'];
const PATHS = ['/health', '/metrics', '/', '/alexa', '/%00', '/../etc', '/alexa/more'];

/** The next event of an environment that gets everything. */
export function mixedEvent(random: SeededRandom): MixedEvent {
  const kind = random.weighed(WEIGHTS);
  switch (kind) {
    case 'directive':
      return { kind, event: aDirective(random) };
    case 'sentence':
      return { kind, event: aSentence(random) };
    case 'overHttp': {
      const message = random.next() < 0.7 ? aDirective(random) : aSentence(random);
      return { kind, message, event: http('POST', '/alexa', JSON.stringify(message)) };
    }
    case 'http':
      return {
        kind,
        event: http(
          random.pick(['GET', 'GET', 'POST', 'HEAD', 'DELETE']),
          random.pick(PATHS),
          random.pick(['', '{', '{}', 'null']),
        ),
      };
    case 'queue':
      return {
        kind,
        event: {
          Records: [{ eventSource: 'aws:sqs', eventSourceARN: 'arn:aws:sqs:eu-west-1:1:q', messageId: 'm', body: 'x' }],
        },
      };
    case 'notice':
      return {
        kind,
        event: {
          Records: [
            { EventSource: 'aws:sns', Sns: { TopicArn: 'arn:aws:sns:eu-west-1:1:t', MessageId: 'm', Message: 'x' } },
          ],
        },
      };
    case 'diagnostics':
      return { kind, event: { hearthgate: 'diagnostics' } };
    case 'nonsense':
      return {
        kind,
        event: random.pick<unknown>([null, [], 'text', 7, {}, { directive: {} }, { request: {} }, { Records: [] }]),
      };
  }
}

function aDirective(random: SeededRandom): unknown {
  const [namespace, name, payload = {}, instance] = random.pick(directiveKinds);
  const scope = { type: 'BearerToken', token: OWN_TOKEN };
  const header = { namespace, name, messageId: `m-${random.below(1e9)}`, payloadVersion: '3' };
  if (isForHome(namespace)) return { directive: { header, payload: { ...payload, scope, grantee: scope } } };
  // Every third is for the second home.
  const endpointId = (random.below(3) === 0 ? 'B-' : '') + random.pick(DEVICES);
  const correlationToken = `c-${random.below(1e9)}`;
  const more = instance === undefined ? {} : { instance };
  return { directive: { header: { ...header, ...more, correlationToken }, endpoint: { endpointId, scope }, payload } };
}

function aSentence(random: SeededRandom): unknown {
  const attributes =
    random.next() < 0.3 ? { conversationId: `conversation-${random.below(50)}`, dialogOpen: true } : {};
  const slots = { query: random.pick(SENTENCES) };
  return skillRequest(random.pick(INTENTS), {
    slots,
    locale: random.pick(LOCALES),
    attributes,
    accessToken: OWN_TOKEN,
  });
}

function http(method: string, path: string, body: string): object {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    requestContext: { http: { method, path, sourceIp: '192.0.2.7' } },
    body,
    isBase64Encoded: false,
  };
}
