import { type AddressInfo, createServer } from 'node:net';
import type { CheckResult, DoctorReport } from '@hearthgate/ha-extension';
import { startDemoHome } from '@hearthgate/ha-extension/demo-home';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contextOf, startFunction } from './support/function-under-test.ts';

const MEMORY = { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256' };

/** What the function reports of its homes when it has so much time. */
async function reportOf(variables: Readonly<Record<string, string>>, event: object = {}, remainingMs = 10_000) {
  const subject = startFunction({ ...MEMORY, ...variables });
  onTestFinished(() => subject.stop());
  const answer = await subject.handler({ hearthgate: 'diagnostics', check: 'homes', ...event }, contextOf(remainingMs));
  const { report } = answer as { readonly report: DoctorReport };
  const all: readonly CheckResult[] = [...report.checks, ...report.homes.flatMap(({ checks }) => checks)];
  return { report, subject, of: (name: string) => all.find((check) => check.name === name) };
}

async function demoVariables() {
  const home = await startDemoHome();
  onTestFinished(() => home.close());
  return { token: home.token, variables: variablesFor({ url: home.url, token: home.token }) };
}

describe('a diagnostics event for the homes', () => {
  it('is answered with what each step found, from inside of the function', async () => {
    const { variables, token } = await demoVariables();
    const { report, of, subject } = await reportOf(variables);
    expect(report).toMatchObject({ format: 1, place: 'function', counts: { failed: 0 } });
    expect(of('function')).toMatchObject({ state: 'ok', saw: 'Timeout 10 s, memory 256 MB.' });
    expect(of('token')?.state).toBe('ok');
    expect(of('discovery')).toMatchObject({ state: 'ok', saw: expect.stringMatching(/devices for Alexa/) });
    expect(JSON.stringify(report) + subject.output()).not.toContain(token);
  });

  it('says that the timeout is too short, and what to set', async () => {
    const { variables } = await demoVariables();
    expect((await reportOf(variables, {}, 6_000)).of('function')).toMatchObject({
      state: 'warning',
      todo: expect.stringMatching(/10 s/),
    });
    expect((await reportOf(variables, {}, 3_000)).of('function')).toMatchObject({
      state: 'failed',
      saw: expect.stringMatching(/Timeout 3 s/),
    });
  });

  it('is answered before the function ends, also when the home is silent', async () => {
    const server = createServer((socket) => void socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { of } = await reportOf(variablesFor({ url: `http://127.0.0.1:${port}`, token: 'x.y.z' }), {}, 2_500);
    expect(of('http')).toMatchObject({ state: 'failed', means: expect.stringMatching(/in time/) });
    expect(of('client-id')).toMatchObject({ state: 'skipped', saw: expect.stringMatching(/time of the function/) });
  });

  it('neither opens the breaker of the home nor is kept out by it', async () => {
    const { subject } = await reportOf(variablesFor({ url: 'http://127.0.0.1:1', token: 'x.y.z' }));
    expect(subject.gateways['circuit-breaker'].operations.getStatus().breakers).toEqual([]);
  });

  it('takes the name of a home and the client id of the skill, and hides addresses when told', async () => {
    const { variables } = await demoVariables();
    const event = { clientId: 'https://layla.amazon.com', hideAddress: true };
    const { of, report } = await reportOf(variables, event);
    expect(of('client-id')).toMatchObject({ state: 'failed', saw: expect.stringMatching(/slash/) });
    expect(JSON.stringify(report)).not.toContain('127.0.0.1');
    expect((await reportOf(variables, { home: 'BOAT' })).of('settings')).toMatchObject({
      state: 'failed',
      saw: 'There is no home BOAT.',
    });
  });

  it('cannot be sent over HTTP', async () => {
    const { variables } = await demoVariables();
    const subject = startFunction({ ...MEMORY, ...variables });
    onTestFinished(() => subject.stop());
    const request = {
      version: '2.0',
      rawPath: '/alexa',
      rawQueryString: '',
      headers: {},
      requestContext: { http: { method: 'POST', path: '/alexa' } },
      body: JSON.stringify({ hearthgate: 'diagnostics', check: 'homes' }),
      isBase64Encoded: false,
    };
    const answer = (await subject.handler(request, contextOf(5_000))) as {
      readonly statusCode: number;
      readonly body: string;
    };
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toContain('checks');
  });
});

it('A diagnostics event without it asks no home', async () => {
  const { variables } = await demoVariables();
  const subject = startFunction({ ...MEMORY, ...variables });
  onTestFinished(() => subject.stop());
  const answer = await subject.handler({ hearthgate: 'diagnostics' }, contextOf(5_000));
  expect(answer).toMatchObject({ hearthgate: 'diagnostics', report: { score: expect.any(Number) } });
});
