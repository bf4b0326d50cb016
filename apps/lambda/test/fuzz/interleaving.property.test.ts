import type { Gateways, HttpGateway, HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { createExtension, type Extension } from '@hearthgate/ha-extension';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { type Composition, compose } from '@hearthgate/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatewayFactories } from '../../src/composition.ts';
import { registerRoutes } from '../../src/routes.ts';
import { hasSharedData, schemaProblems } from '../support/alexa-schema.ts';
import { skillRequest } from '../support/directives.ts';
import { settingName } from '../support/setting-name.ts';
import { skillProblems } from '../support/skill-rules.ts';

/** One of the invocations that run at the same time. Everything that it sends has its number in it. */
interface Party {
  readonly number: number;
  readonly message: 'directive' | 'sentence' | 'discovery' | 'over http';
  readonly locale: string;
  readonly home: 'first' | 'second';
  readonly fails: boolean;
}

/** Marks no two of which are within one another. */
const mark = (what: string, number: number) => `hg-${what}-${String(number).padStart(4, '0')}-mark`;
const MARKS = /hg-(?:token|endpoint|correlation|session|query|reply|request)-(\d{4})-mark/g;
const numbersIn = (text: string) => new Set([...text.matchAll(MARKS)].map(([, number]) => Number(number)));

/** The home says in everything which request it answers, and answers when the schedule says. */
function createHome(scheduler: fc.Scheduler, parties: readonly Party[]) {
  const asked: { readonly url: string; readonly number: number }[] = [];
  const makeRequest = async ({ url, headers, body }: HttpRequestParams): Promise<HttpResponse> => {
    const [number = -1, ...others] = numbersIn(`${headers?.authorization} ${String(body)}`);
    if (others.length > 0) throw new Error(`One request holds marks of ${number} and ${others.join()}.`);
    asked.push({ url, number });
    await scheduler.schedule(Promise.resolve(), `the home answers ${number}`);
    const isFailing = parties[number]?.fails === true;
    const text = isFailing
      ? `failed ${headers?.authorization} ${mark('reply', number)}`
      : JSON.stringify(reply(url, number, String(body)));
    return { status: isFailing ? 500 : 200, headers: {}, body: text, fromCache: false, durationMs: 1 };
  };
  const gateway = {
    name: 'http-client',
    operations: { makeRequest, getStatus: () => ({ name: 'http-client', state: 'healthy' }) },
    execute: async () => ({}),
  };
  return { asked, http: gateway as unknown as HttpGateway };
}

function reply(url: string, number: number, body: string): unknown {
  const own = mark('reply', number);
  if (url.endsWith('/conversation/process')) {
    return {
      response: { speech: { plain: { speech: `said ${own}` } } },
      conversation_id: own,
      continue_conversation: true,
    };
  }
  const header = { namespace: 'Alexa', name: 'Response', messageId: own, payloadVersion: '3' };
  const { directive } = JSON.parse(body);
  if (directive.header.name !== 'Discover')
    return { event: { header, endpoint: { endpointId: directive.endpoint.endpointId }, payload: {} } };
  const capabilities = [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }];
  const device = {
    friendlyName: 'Lamp',
    manufacturerName: own,
    description: own,
    displayCategories: ['LIGHT'],
    capabilities,
  };
  const endpoints = [{ endpointId: own, ...device }];
  return {
    event: { header: { ...header, namespace: 'Alexa.Discovery', name: 'Discover.Response' }, payload: { endpoints } },
  };
}

function startFunction(http: HttpGateway) {
  const lines: string[] = [];
  const second = {
    ...variablesFor({ url: 'https://second.example.com' }),
    [settingName('ENDPOINT_PREFIX')]: 'B-',
    [settingName('USER_IDS')]: 'second',
  };
  const variables = {
    ...variablesFor({ url: 'https://first.example.com' }),
    [settingName('USER_IDS')]: 'first',
    ...Object.fromEntries(Object.entries(second).map(([name, value]) => [`${name}__CABIN`, value])),
    LOG_LEVEL: 'debug',
  };
  const options = { variables, destination: { write: (line: string) => void lines.push(line) } };
  const composition: Composition<Gateways> = compose<Gateways>(
    {
      ...gatewayFactories({ ...options, checks: () => extension.health() }, () => composition.gateways),
      'http-client': () => http,
    },
    options,
  );
  const extension: Extension = createExtension(composition);
  registerRoutes(composition, extension);
  const { eventHandler } = composition.gateways.lambda.operations;
  return {
    lines,
    handler: (event: unknown, awsRequestId: string) =>
      eventHandler({ event, context: { awsRequestId, getRemainingTimeInMillis: () => 10_000 } }),
  };
}

function eventOf({ number, message, locale, home }: Party): unknown {
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

const party = fc.record({
  message: fc.constantFrom('directive', 'sentence', 'discovery', 'over http'),
  locale: fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'ja-JP'),
  home: fc.constantFrom('first', 'second'),
  fails: fc.boolean(),
}) as fc.Arbitrary<Omit<Party, 'number'>>;

/** What is wrong with one of the answers. */
function problemsOf({ message, number, fails }: Party, answer: unknown): readonly string[] {
  const text = JSON.stringify(answer);
  const strangers = [...numbersIn(text)].filter((other) => other !== number);
  const content = message === 'over http' ? JSON.parse((answer as { body: string }).body) : answer;
  const invalid =
    message === 'sentence' ? skillProblems('IntentRequest', answer) : hasSharedData ? schemaProblems(content) : [];
  const isOwn = fails || text.includes(mark('reply', number));
  return [
    ...strangers.map((other) => `the answer of ${number} holds a mark of ${other}`),
    ...invalid,
    ...(isOwn ? [] : [`the answer of ${number} is not that of its own request: ${text}`]),
    ...(text.includes(mark('token', number)) ? ['the token is in the answer'] : []),
  ];
}

/** Lines under a request's id that hold a mark of another, and tokens in any line. */
function problemsIn(lines: readonly string[], parties: readonly Party[]): readonly string[] {
  const closed = new Map<string, number>();
  const problems = lines.flatMap((line) => {
    const { correlation_id: id, event, _aws } = JSON.parse(line);
    if (event === 'invocation' || _aws !== undefined) closed.set(String(id), (closed.get(String(id)) ?? 0) + 1);
    const own = numbersIn(String(id));
    const others = [...numbersIn(line)].filter((number) => !own.has(number));
    return others.length > 0 || line.includes('hg-token-') ? [`a line of ${id} holds what it must not: ${line}`] : [];
  });
  const open = parties.filter(({ number }) => closed.get(mark('request', number)) !== 2);
  return [...problems, ...open.map(({ number }) => `${number} has not one closing line and one document`)];
}

async function play(scheduler: fc.Scheduler, given: readonly Omit<Party, 'number'>[]): Promise<readonly string[]> {
  const parties = given.map((one, number): Party => ({ ...one, number }));
  const home = createHome(scheduler, parties);
  const { handler, lines } = startFunction(home.http);
  const answers = parties.map(async (one) => {
    await scheduler.schedule(Promise.resolve(), `${one.number} begins`);
    return { one, answer: await handler(eventOf(one), mark('request', one.number)) };
  });
  await scheduler.waitFor(Promise.all(answers));
  const settled = await Promise.all(answers);
  const misled = home.asked.filter(({ url, number }) => {
    const asker = parties[number];
    return asker === undefined || (asker.message !== 'discovery' && !url.startsWith(`https://${asker.home}.`));
  });
  return [
    ...settled.flatMap(({ one, answer }) => problemsOf(one, answer)),
    ...problemsIn(lines, parties),
    ...misled.map(({ url, number }) => `${number} asked ${url}`),
  ];
}

describe('Invocations at the same time in one environment do not mix, whatever the order of what happens:', () => {
  it('two', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.tuple(party, party), async (scheduler, parties) => {
        expect(await play(scheduler, parties)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  }, 60_000);

  it('many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(party, { minLength: 3, maxLength: 12 }), async (scheduler, parties) => {
        expect(await play(scheduler, parties)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  }, 60_000);
});
