import { startDemoHome } from '@hearthgate/ha-extension/demo-home';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { expect, it, onTestFinished } from 'vitest';
import { turnOn } from './support/directives.ts';
import { contextOf, startFunction } from './support/function-under-test.ts';

/** Custom metrics that CloudWatch's free tier has (aws.amazon.com/cloudwatch/pricing, read in November 2026). */
const FREE_METRICS = 10;

interface EmfDocument {
  readonly _aws?: { readonly CloudWatchMetrics: readonly { readonly Metrics: readonly { readonly Name: string }[] }[] };
}

it('publishes no more metrics than the free tier has, start-up, successes, failures and an open breaker included', async () => {
  const home = await startDemoHome();
  const working = startFunction(variablesFor({ url: home.url, token: home.token }));
  const broken = startFunction(variablesFor({ url: 'http://127.0.0.1:1', token: home.token }));
  onTestFinished(async () => {
    await working.stop();
    await broken.stop();
    await home.close();
  });
  for (const subject of [working, broken]) {
    for (let sent = 0; sent < 7; sent += 1) await subject.handler(turnOn, contextOf(5_000));
    await subject.handler({ unknown: true });
    await subject.handler({ version: '2.0', rawPath: '/health', requestContext: { http: { method: 'GET' } } });
  }
  const documents = [...working.lines, ...broken.lines].map((line) => JSON.parse(line) as EmfDocument);
  const names = documents.flatMap(({ _aws }) =>
    (_aws?.CloudWatchMetrics ?? []).flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)),
  );
  expect(new Set(names).size).toBeLessThanOrEqual(FREE_METRICS);
  expect(names).toContain('Invocations');
  // The breaker opened, so there was more to tell; it is told as a property.
  expect(broken.output()).toContain('BreakerRejections');
});
