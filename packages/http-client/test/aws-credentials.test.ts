import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsClientParams } from '@hearthgate/contracts';
import { createEnvironment, type Environment, knownSecrets } from '@hearthgate/kernel';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient, rejection } from './client.ts';
import { serve } from './loopback.ts';

const HOUR_MS = 3_600_000;

/** Who signs, as a URL says: the key and the session. */
async function signerOf(environment: Environment, params: Partial<AwsClientParams> = {}) {
  const client = createClient({}, { environment }).operations.getAwsClient({
    service: 's3',
    region: 'eu-west-1',
    ...params,
  });
  return async () => {
    const { searchParams } = new URL(await client.presign({}));
    return [searchParams.get('X-Amz-Credential')?.split('/')[0], searchParams.get('X-Amz-Security-Token')];
  };
}

/** The endpoint that gives a container its credentials; each answer is for the key with the next number. */
function serveCredentials(expiresAtMs = Date.now() + HOUR_MS, status = 200) {
  let count = 0;
  return serve((_request, response) => {
    count += 1;
    response.writeHead(status).end(
      JSON.stringify({
        AccessKeyId: `KEY${count}`,
        SecretAccessKey: `secret-of-container-${count}`,
        Token: `token-of-container-${count}`,
        Expiration: new Date(expiresAtMs).toISOString(),
      }),
    );
  });
}

describe('credentials', () => {
  it('come from the variables that Lambda sets, and are hidden from then on', async () => {
    const variables = {
      AWS_ACCESS_KEY_ID: 'KEY',
      AWS_SECRET_ACCESS_KEY: 'secret-of-lambda',
      AWS_SESSION_TOKEN: 'token-of-lambda',
    };
    const environment = createEnvironment({ variables });
    expect(await (await signerOf(environment))()).toEqual(['KEY', 'token-of-lambda']);
    expect(knownSecrets(environment)).toEqual(['secret-of-lambda', 'token-of-lambda']);
  });

  it('come from the container endpoint, once for all who ask, and again before they expire', async () => {
    const environment = createTestEnvironment({ startAtMs: Date.now() });
    const endpoint = await serveCredentials(environment.clock.now() + HOUR_MS);
    const variables = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint.origin}/creds`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Bearer container',
    };
    const signer = await signerOf({ ...environment, variables });
    expect(await Promise.all([signer(), signer()])).toEqual([
      ['KEY1', 'token-of-container-1'],
      ['KEY1', 'token-of-container-1'],
    ]);
    await environment.clock.advance(HOUR_MS - 301_000);
    expect((await signer())[0]).toBe('KEY1');
    await environment.clock.advance(2_000);
    expect((await signer())[0]).toBe('KEY2');
    expect(endpoint.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/creds', 'Bearer container'],
      ['/creds', 'Bearer container'],
    ]);
  });

  it('are used to their end when no newer ones can be had, which are asked for again after a while', async () => {
    const environment = createTestEnvironment();
    const expiresAtMs = environment.clock.now() + HOUR_MS;
    let asked = 0;
    let isOut = false;
    const signer = await signerOf(environment, {
      credentials: async () => {
        asked += 1;
        if (isOut) throw new Error('out');
        return { accessKeyId: `KEY${asked}`, secretAccessKey: 'secret-of-a-function', expiresAtMs };
      },
    });
    expect((await signer())[0]).toBe('KEY1');
    isOut = true;
    await environment.clock.advance(HOUR_MS - 299_000);
    expect((await Promise.all([signer(), signer()])).map(([key]) => key)).toEqual(['KEY1', 'KEY1']);
    await signer();
    expect(asked).toBe(2);
    await environment.clock.advance(11_000);
    expect((await signer())[0]).toBe('KEY1');
    expect(asked).toBe(3);
    await environment.clock.advance(300_000);
    await expect(signer()).rejects.toThrow('out');
    isOut = false;
    expect((await signer())[0]).toBe('KEY5');
  });

  it('come from the container endpoint whatever URLs callers may call, with the token out of its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'credentials-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'token'), 'from a file\n');
    const endpoint = await serveCredentials();
    const environment = createEnvironment({
      variables: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoint.origin,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(folder, 'token'),
      },
    });
    const { operations } = createClient({ allowPrivate: false, allowedHosts: ['example.com'] }, { environment });
    const client = operations.getAwsClient({ service: 's3', region: 'eu-west-1' });
    expect(await client.presign({})).toContain('KEY1');
    expect(endpoint.requests[0]?.headers.authorization).toBe('from a file');
    const own = { method: 'GET', url: endpoint.origin } as const;
    expect(await rejection(operations.makeRequest(own))).toMatchObject({ code: 'HTTP_URL_REFUSED' });
  });

  it('come from a function of the caller, asked again only when they expire', async () => {
    let asked = 0;
    const environment = createTestEnvironment();
    const credentials = async () => {
      asked += 1;
      return {
        accessKeyId: `OWN${asked}`,
        secretAccessKey: 'own-secret',
        expiresAtMs: environment.clock.now() + HOUR_MS,
      };
    };
    const signer = await signerOf(environment, { credentials });
    await signer();
    expect(await signer()).toEqual(['OWN1', null]);
    await environment.clock.advance(HOUR_MS);
    expect(await signer()).toEqual(['OWN2', null]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['there are none', {}],
    ['half of them are missing', { AWS_ACCESS_KEY_ID: 'KEY' }],
    ['the endpoint is anywhere', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/' }],
    ['the endpoint is no URL', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'nowhere' }],
    [
      'the file of the token is missing',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/', AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/missing' },
    ],
  ])('are missed with a clear error when %s', async (_what, variables) => {
    const signer = await signerOf(createEnvironment({ variables }));
    expect(await rejection(signer())).toMatchObject({ code: 'HTTP_NO_CREDENTIALS', retryable: false });
  });

  it('that the endpoint refuses or spoils are an error that quotes nothing of it, and can be had later', async () => {
    let answer: [number, string] = [403, 'no'];
    const endpoint = await serve((_request, response) => response.writeHead(answer[0]).end(answer[1]));
    const environment = createEnvironment({ variables: { AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoint.origin } });
    const signer = await signerOf(environment);
    expect(await rejection(signer())).toMatchObject({ code: 'HTTP_NO_CREDENTIALS' });
    for (const body of ['hidden-word', '"hidden-word"', '{"AccessKeyId":"hidden-word"}']) {
      answer = [200, body];
      const error = await rejection(signer());
      expect(error).toMatchObject({ code: 'HTTP_NO_CREDENTIALS' });
      expect(`${error.message}${JSON.stringify(error.cause)}`).not.toContain('hidden-word');
    }
    answer = [200, JSON.stringify({ AccessKeyId: 'KEY', SecretAccessKey: 'secret' })];
    expect(await signer()).toEqual(['KEY', null]);
  });
});
