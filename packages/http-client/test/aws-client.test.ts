import type { IncomingMessage } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import type { AwsRequestParams } from '@hearthgate/contracts';
import { createEnvironment } from '@hearthgate/kernel';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { type Loopback, serve } from './loopback.ts';
import { officialSigner } from './official-signer.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG', sessionToken: 'session==' };
const region = 'eu-central-1';

/** Whether the official signer, given what came over the wire, comes to the same signature. */
async function isSignedRight(request: IncomingMessage, body: Buffer, service: string): Promise<boolean> {
  const { authorization = '', ...headers } = request.headers as Record<string, string>;
  const url = new URL(request.url ?? '', 'http://any');
  const signedNames = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
  const query: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) query[name] = [...(query[name] ?? []), value];
  const date = String(headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z');
  const given = { service, region, credentials };
  const signed = await officialSigner(given).sign(
    {
      method: request.method ?? '',
      protocol: 'http:',
      hostname: 'any',
      // As it came: neither decoded nor tidied up.
      path: (request.url ?? '').replace(/\?.*/, ''),
      query,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => signedNames.includes(name))),
      body,
    },
    { signingDate: new Date(date) },
  );
  return signed.headers.authorization === authorization;
}

/** A service that answers 403 to what is not signed right, and otherwise what it got. */
function serveService(service: string): Promise<Loopback> {
  return serve(async (request, response) => {
    const body = await buffer(request);
    const isRight = await isSignedRight(request, body, service);
    response.writeHead(isRight ? 200 : 403).end(`${request.method} ${request.url} ${body}`);
  });
}

async function clientFor(service: string, { origin }: Loopback) {
  return createClient().operations.getAwsClient({ service, region, credentials, endpoint: origin });
}

describe('a client for AWS', () => {
  it.each([
    ['ssm', 'GetParameter', 'AmazonSSM.GetParameter', '1.1'],
    ['secretsmanager', 'GetSecretValue', 'secretsmanager.GetSecretValue', '1.1'],
    ['dynamodb', 'GetItem', 'DynamoDB_20120810.GetItem', '1.0'],
    ['kms', 'Decrypt', 'TrentService.Decrypt', '1.1'],
  ])('sends actions of %s as it wants them', async (service, action, target, version) => {
    const server = await serveService(service);
    const client = await clientFor(service, server);
    expect(await client.request({ action, body: { Name: '/grüße' } })).toMatchObject({
      status: 200,
      body: 'POST / {"Name":"/grüße"}',
    });
    expect((await client.request({ action })).body).toBe('POST / {}');
    expect(server.requests[0]?.headers).toMatchObject({
      'x-amz-target': target,
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-security-token': 'session==',
    });
  });

  it.each<[string, AwsRequestParams, string]>([
    ['a key with everything', { path: "/bucket/a key/ü+~!'()*&=?#%2F@:,;$/" }, 'GET'],
    ['empty segments', { path: '/bucket//a///b' }, 'GET'],
    [
      'queries',
      { path: '/bucket', query: { 'list-type': '2', prefix: 'a b/ü', x: ['2', '10', ''], empty: '' } },
      'GET',
    ],
    [
      'bytes',
      { method: 'PUT', path: '/bucket/key', body: Buffer.from('bytes'), headers: { 'x-amz-acl': 'private' } },
      'PUT',
    ],
    ['an unsigned body', { method: 'PUT', path: '/bucket/key', body: 'x', unsignedPayload: true }, 'PUT'],
    [
      'headers with spaces',
      { path: '/bucket/key', headers: { 'x-amz-meta-a': '  two   spaces ', range: 'bytes=0-1' } },
      'GET',
    ],
  ])('signs for S3 what goes over the wire: %s', async (_what, params, method) => {
    const server = await serveService('s3');
    const response = await (await clientFor('s3', server)).request(params);
    expect(response.status, response.body).toBe(200);
    expect(response.body.startsWith(`${method} /bucket`)).toBe(true);
  });

  it('signs paths and queries for other services too', async () => {
    const server = await serveService('execute-api');
    const client = await clientFor('execute-api', server);
    for (const path of ['/', '/stage/a b/c', '/stage//x/', '/ü%/$']) {
      expect((await client.request({ path, query: { q: '1 2' } })).status, path).toBe(200);
    }
  });

  it('answers bytes and streams', async () => {
    const server = await serveService('s3');
    const client = await clientFor('s3', server);
    const { bytes } = await client.request({ path: '/bucket/key', responseType: 'bytes' });
    expect(Buffer.from(bytes ?? []).toString()).toBe('GET /bucket/key ');
    const stream = await client.openStream({ path: '/bucket/key' });
    expect(await text(stream.body)).toBe('GET /bucket/key ');
  });

  it('makes URLs that are good by themselves', async () => {
    const server = await serve((_request, response) => response.end());
    const client = await clientFor('s3', server);
    const url = new URL(await client.presign({ path: '/bucket/a key', query: { versionId: '1' }, expiresInS: 60 }));
    expect(url.href.startsWith(`${server.origin}/bucket/a%20key?`)).toBe(true);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      versionId: '1',
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Security-Token': 'session==',
    });
    expect(await rejection(client.presign({ expiresInS: 604_801 }))).toMatchObject({ code: 'HTTP_INVALID_REQUEST' });
    expect(server.connections()).toBe(0);
  });

  it.each<[string, AwsRequestParams]>([
    ['a path that a URL cannot say', { path: '/bucket/../other' }],
    ['a path without its slash', { path: 'bucket' }],
    ['an action of a service that has none', { action: 'GetObject' }],
    ['a header twice', { headers: { a: '1', A: '2' } }],
  ])('refuses %s', async (_what, params) => {
    const { operations } = createClient();
    const client = operations.getAwsClient({ service: 's3', region, credentials });
    expect(await rejection(client.request(params))).toMatchObject({ code: 'HTTP_INVALID_REQUEST' });
  });

  it.each([
    {},
    { service: 'S3', region },
    { service: 's3' },
    { service: 's3', region, endpoint: 'nowhere' },
    undefined,
  ])('is not made of %j', (params) => {
    const environment = createEnvironment({ variables: {} });
    const { operations } = createClient({}, { environment });
    expect(() => operations.getAwsClient(params as never)).toThrow(
      expect.objectContaining({ code: 'HTTP_INVALID_REQUEST' }),
    );
  });
});

describe('where a service is', () => {
  it('follows region and variables', async () => {
    const endpointOf = async (variables: Readonly<Record<string, string>>, service = 's3') => {
      const { operations } = createClient({}, { environment: createEnvironment({ variables }) });
      return new URL(await operations.getAwsClient({ service, credentials }).presign({ path: '/x' })).origin;
    };
    expect(await endpointOf({ AWS_REGION: 'eu-west-1' })).toBe('https://s3.eu-west-1.amazonaws.com');
    expect(await endpointOf({ AWS_DEFAULT_REGION: 'cn-north-1' })).toBe('https://s3.cn-north-1.amazonaws.com.cn');
    const local = { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://localhost:4566' };
    expect(await endpointOf(local)).toBe('http://localhost:4566');
    const both = { ...local, AWS_ENDPOINT_URL_EXECUTE_API: 'http://localhost:1' };
    expect(await endpointOf(both, 'execute-api')).toBe('http://localhost:1');
  });
});

describe('a service that has too much to do', () => {
  const throttled = JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  });

  async function ask(status: number, body: string, params: AwsRequestParams) {
    let left = 2;
    const server = await serve((_request, response) => {
      left -= 1;
      if (left >= 0) response.writeHead(status).end(body);
      else response.end('done');
    });
    const { operations } = createClient({ retryDelayMs: 1 });
    const client = operations.getAwsClient({ service: 'dynamodb', region, credentials, endpoint: server.origin });
    return { response: await client.request(params), times: server.requests.length };
  }

  it('is asked again, also for what changes something, as it says that it did nothing', async () => {
    expect(await ask(400, throttled, { action: 'UpdateItem' })).toMatchObject({ response: { status: 200 }, times: 3 });
    expect(await ask(429, '', { action: 'UpdateItem', retries: 0 })).toMatchObject({
      response: { status: 429 },
      times: 1,
    });
  });

  it('is not asked for longer than one request may take', async () => {
    const { origin, requests } = await serve(async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      response.writeHead(400).end(throttled);
    });
    const { operations } = createClient({ retryDelayMs: 1, timeouts: { totalMs: 300 } });
    const client = operations.getAwsClient({ service: 'dynamodb', region, credentials, endpoint: origin });
    const startedAt = performance.now();
    expect(await rejection(client.request({ action: 'UpdateItem' }))).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED' });
    expect(performance.now() - startedAt).toBeLessThan(380);
    expect(requests).toHaveLength(2);
  });

  it('is asked so often and no more, whoever sends again', async () => {
    for (const params of [{ action: 'GetItem' }, { action: 'UpdateItem' }, { method: 'GET' }] as const) {
      for (const [status, body] of [
        [429, ''],
        [400, throttled],
      ] as const) {
        const { origin, requests } = await serve((_request, response) => response.writeHead(status).end(body));
        const { operations } = createClient({ retryDelayMs: 1 });
        const client = operations.getAwsClient({ service: 'dynamodb', region, credentials, endpoint: origin });
        expect((await client.request(params)).status).toBe(status);
        expect(requests).toHaveLength(3);
      }
    }
  });

  it('is asked again after a failure only for what reads, or what the caller calls idempotent', async () => {
    expect(await ask(500, '', { action: 'GetItem' })).toMatchObject({ response: { status: 200 }, times: 3 });
    expect(await ask(500, '', { action: 'PutItem' })).toMatchObject({ response: { status: 500 }, times: 1 });
    expect(await ask(500, '', { action: 'PutItem', idempotent: true })).toMatchObject({ times: 3 });
    expect(await ask(400, '{"__type":"ValidationException"}', { action: 'GetItem' })).toMatchObject({ times: 1 });
  });
});
