import { startDemoHome } from '@hearthgate/ha-extension/demo-home';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { afterEach, describe, expect, it } from 'vitest';
import { directive } from './support/directives.ts';
import { contextOf, type FunctionUnderTest, startFunction } from './support/function-under-test.ts';

let subject: FunctionUnderTest;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await subject.stop();
  for (const close of closing.splice(0)) await close();
});

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as a Function URL delivers it (payload format 2.0). */
function request(method: string, path: string, body?: string): object {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'abc.lambda-url.us-east-1.on.aws', 'content-type': 'application/json' },
    requestContext: { http: { method, path }, stage: '$default' },
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
    ...(body === undefined ? { isBase64Encoded: false } : {}),
  };
}

const send = (event: object) => subject.handler(event, contextOf(5_000)) as Promise<Answer>;

describe('GET /health', () => {
  it('answers 200 with the state of every gateway, memory and utilization, without a home', async () => {
    subject = startFunction({});
    const answer = await send(request('GET', '/health'));
    expect(answer.statusCode).toBe(200);
    const report = JSON.parse(answer.body);
    expect(Object.keys(report.gateways)).toHaveLength(10);
    expect(report.memory.residentBytes).toBeGreaterThan(0);
    expect(report.utilization.declared).toBe(56);
    expect(report.utilization.observed).toBeGreaterThan(5);
    expect(report.checks).toContainEqual(
      expect.objectContaining({ name: 'home', detail: expect.stringMatching(/no-url/) }),
    );
  });

  it('answers 503 and names the setting when the settings are wrong, without its value', async () => {
    subject = startFunction(variablesFor({ url: 'ftp://user:hunter2hunter2@example.com', token: 'a b' }));
    const answer = await send(request('GET', '/health'));
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toMatch(/_URL.*https:\/\//);
    expect(answer.body + subject.output()).not.toMatch(/hunter2/);
  });
});

describe('GET /metrics', () => {
  it('answers Prometheus text', async () => {
    subject = startFunction({});
    await send(request('GET', '/health'));
    const answer = await send(request('GET', '/metrics'));
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.body).toMatch(/^# TYPE \w+ (counter|gauge|summary)$/m);
    expect(answer.body).toMatch(/invocations/i);
  });
});

describe('POST /alexa', () => {
  async function withDemoHome() {
    const home = await startDemoHome({ acceptTokens: ['the-persons-own-token'] });
    closing.push(() => home.close());
    subject = startFunction(variablesFor({ url: home.url, token: home.token }));
    return home;
  }

  it('answers a directive with the token that it brings', async () => {
    await withDemoHome();
    const message = JSON.stringify(directive('Alexa.Discovery', 'Discover')).replace(
      /"token":"[^"]*"/,
      '"token":"the-persons-own-token"',
    );
    const answer = await send(request('POST', '/alexa', message));
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body).event.payload.endpoints.length).toBeGreaterThanOrEqual(9);
  });

  it('never uses the configured token, as nobody vouches for the caller', async () => {
    await withDemoHome();
    const answer = await send(
      request('POST', '/alexa', JSON.stringify(directive('Alexa', 'ReportState', {}, 'light#hallway'))),
    );
    expect(JSON.parse(answer.body).event.payload.type).toBe('INVALID_AUTHORIZATION_CREDENTIAL');
  });

  it.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['an object of neither kind', '{"hello":1}'],
    ['a request that is no object', '{"request":"LaunchRequest"}'],
    ['50,000 levels of nesting', `{"directive":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['50,000 levels inside a directive', `{"directive":{"header":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`],
  ])('refuses %s with 400, and says what it takes', async (_name, body) => {
    await withDemoHome();
    const answer = await send(request('POST', '/alexa', body));
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body).error.message).toMatch(/\S/);
  });

  it('refuses what is not JSON with 400', async () => {
    await withDemoHome();
    const answer = await send(request('POST', '/alexa', '{"directive":'));
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body).error.code).toBe('UTILITY_INVALID_JSON');
  });
});

describe('other requests', () => {
  it('are answered 404 for an unknown path and 405 with the allowed methods for an unknown method', async () => {
    subject = startFunction({});
    expect((await send(request('GET', '/admin'))).statusCode).toBe(404);
    const wrongMethod = await send(request('DELETE', '/health'));
    expect([wrongMethod.statusCode, wrongMethod.headers.allow]).toEqual([405, expect.stringContaining('GET')]);
  });
});

describe('a diagnostics event', () => {
  it('is answered with the health report', async () => {
    subject = startFunction({});
    expect(await subject.handler({ hearthgate: 'diagnostics' })).toMatchObject({
      hearthgate: 'diagnostics',
      report: { state: 'healthy', gateways: { lambda: 'healthy' } },
    });
  });
});
