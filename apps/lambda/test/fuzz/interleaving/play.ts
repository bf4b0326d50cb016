import type { Gateways, HttpGateway } from '@hearthgate/contracts';
import { createExtension, type Extension } from '@hearthgate/ha-extension';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { type Composition, compose } from '@hearthgate/kernel';
import type fc from 'fast-check';
import { gatewayFactories } from '../../../src/composition.ts';
import { registerRoutes } from '../../../src/routes.ts';
import { settingName } from '../../support/setting-name.ts';
import { createMarkedHome } from './marked-home.ts';
import { eventOf, mark, type Party } from './parties.ts';
import { problemsIn, problemsOf } from './problems.ts';

export type Handler = (event: unknown, awsRequestId: string) => Promise<unknown>;
/** Puts a handler in the place of the function's own: what the planted defects do. */
export type Wrap = (handler: Handler, scheduler: fc.Scheduler) => Handler;

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
  const handler: Handler = (event, awsRequestId) =>
    eventHandler({ event, context: { awsRequestId, getRemainingTimeInMillis: () => 10_000 } });
  return { lines, handler };
}

/** Lets the invocations run in the order of the schedule, and answers what is wrong with what came of them. */
export async function play(
  scheduler: fc.Scheduler,
  given: readonly Omit<Party, 'number'>[],
  wrap: Wrap = (handler) => handler,
): Promise<readonly string[]> {
  const parties = given.map((one, number): Party => ({ ...one, number }));
  const home = createMarkedHome(scheduler, parties);
  const { handler: own, lines } = startFunction(home.http);
  const handler = wrap(own, scheduler);
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
