import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { INVOKE_PATH } from '../../src/local/invoke-api/invoke-instructions.ts';
import { localLambdaOf } from './fixture-function.ts';

const source = 'export const handler = (event) => event;';

async function refused(init: RequestInit, path: string = INVOKE_PATH) {
  const { url } = await localLambdaOf(source);
  const response = await fetch(url + path, init);
  const body = (await response.json()) as { Type: string; message: string };
  return {
    url,
    status: response.status,
    type: response.headers.get('x-amzn-errortype'),
    headers: response.headers,
    body,
  };
}

describe('the Invoke API refuses', () => {
  it('what is no JSON, without repeating it', async () => {
    const { status, type, body } = await refused({ method: 'POST', body: '{"token": "s3cr3t-value", }' });
    expect([status, type, body.Type]).toEqual([400, 'InvalidRequestContentException', 'User']);
    expect(body.message).toMatch(/^Could not parse request body into json: not valid JSON at position \d+/);
    expect(body.message).not.toContain('s3cr3t');
  });

  it('an invocation type that does not exist', async () => {
    const headers = { 'X-Amz-Invocation-Type': 'Later' };
    const { status, type, body } = await refused({ method: 'POST', body: '{}', headers });
    expect([status, type]).toEqual([400, 'InvalidParameterValueException']);
    expect(body.message).toContain('RequestResponse, Event, DryRun');
  });

  it('a client context that is no JSON', async () => {
    const headers = { 'X-Amz-Client-Context': 'not base64 of JSON' };
    const { status, type } = await refused({ method: 'POST', body: '{}', headers });
    expect([status, type]).toEqual([400, 'InvalidRequestContentException']);
  });

  it('a path that is none of its own, and names the right one', async () => {
    for (const path of ['/invoke', '/2015-03-31/functions/function', '/2015-03-31/functions/a/b/invocations']) {
      const { url, status, type, body } = await refused({ method: 'POST', body: '{}' }, path);
      expect([status, type]).toEqual([404, 'ResourceNotFoundException']);
      expect(body.message).toContain(url + INVOKE_PATH);
    }
  });

  it('any method but POST', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, headers } = await refused({ method });
      expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it('requests that a web page sends', async () => {
    const headers = { Origin: 'http://evil.example' };
    const { status, type } = await refused({ method: 'POST', body: '{}', headers });
    expect([status, type]).toEqual([403, 'AccessDeniedException']);
  });
});

describe('a caller that hangs up in the middle of its request', () => {
  it.each(['politely', 'with a reset'])('%s does no harm', async (manner) => {
    const { url } = await localLambdaOf(source);
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).resume();
    const closed = once(socket, 'close');
    socket.write(`POST ${INVOKE_PATH} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 100\r\n\r\n{`, () => {
      if (manner === 'politely') socket.end();
      else socket.resetAndDestroy();
    });
    await closed;
    const next = await fetch(url + INVOKE_PATH, { method: 'POST', body: '{"still":"here"}' });
    expect(await next.json()).toEqual({ still: 'here' });
  });
});
