import fc from 'fast-check';
import { skillRequest } from '../../support/directives.ts';

/** One of the invocations that run at the same time. Everything that it sends has its number in it. */
export interface Party {
  readonly number: number;
  readonly message: 'directive' | 'sentence' | 'discovery' | 'over http';
  readonly locale: string;
  readonly home: 'first' | 'second';
  readonly fails: boolean;
}

/** Marks no two of which are within one another. */
export const mark = (what: string, number: number): string => `hg-${what}-${String(number).padStart(4, '0')}-mark`;
const MARKS = /hg-(?:token|endpoint|correlation|session|query|reply|request)-(\d{4})-mark/g;
export const numbersIn = (text: string): ReadonlySet<number> =>
  new Set([...text.matchAll(MARKS)].map(([, number]) => Number(number)));

export const party: fc.Arbitrary<Omit<Party, 'number'>> = fc.record({
  message: fc.constantFrom('directive', 'sentence', 'discovery', 'over http'),
  locale: fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'ja-JP'),
  home: fc.constantFrom('first', 'second'),
  fails: fc.boolean(),
}) as fc.Arbitrary<Omit<Party, 'number'>>;

/** What the party sends. */
export function eventOf({ number, message, locale, home }: Party): unknown {
  const scope = { type: 'BearerToken', token: mark('token', number) };
  const prefix = home === 'first' ? '' : 'B-';
  const header = { messageId: `directive-${number}`, payloadVersion: '3' };
  if (message === 'discovery') {
    return { directive: { header: { ...header, namespace: 'Alexa.Discovery', name: 'Discover' }, payload: { scope } } };
  }
  if (message === 'sentence') {
    const options = {
      slots: { query: mark('query', number) },
      locale,
      accessToken: mark('token', number),
      attributes: { conversationId: mark('session', number), dialogOpen: true },
    };
    const event = skillRequest('AssistIntent', options) as {
      session: { user: { userId: string } };
      context: { System: { user: { userId: string } } };
    };
    event.session.user.userId = home;
    event.context.System.user.userId = home;
    return event;
  }
  const control = {
    ...header,
    namespace: 'Alexa.PowerController',
    name: 'TurnOn',
    correlationToken: mark('correlation', number),
  };
  const directive = {
    header: control,
    endpoint: { endpointId: prefix + mark('endpoint', number), scope, cookie: {} },
    payload: {},
  };
  if (message === 'directive') return { directive };
  return {
    version: '2.0',
    rawPath: '/alexa',
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method: 'POST', path: '/alexa' } },
    body: JSON.stringify({ directive }),
  };
}
