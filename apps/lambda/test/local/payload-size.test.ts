import { describe, expect, it } from 'vitest';
import { howToInvoke, INVOKE_PATH } from '../../src/local/invoke-api/invoke-instructions.ts';
import { answerOf, environmentOf, localLambdaOf, outcomeOf } from './fixture-function.ts';

/** JSON text of exactly that many bytes. */
const jsonOf = (bytes: number): string => JSON.stringify('x'.repeat(bytes - 2));
const MEGABYTE = 1024 * 1024;

describe('an answer', () => {
  const source = 'export const handler = ({ bytes }) => "x".repeat(bytes - 2);';

  it('may have 6 MB', async () => {
    const environment = await environmentOf(source);
    const { payload } = outcomeOf(await environment.invoke(JSON.stringify({ bytes: 6 * MEGABYTE })), 'response');
    expect(payload.length).toBe(6 * MEGABYTE);
  });

  it('that is larger is an error of the function, which goes on working', async () => {
    const environment = await environmentOf(source);
    const tooLarge = await environment.invoke(JSON.stringify({ bytes: 6 * MEGABYTE + 101 }));
    expect(outcomeOf(tooLarge, 'function-error')).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    expect(answerOf(await environment.invoke('{"bytes":3}'))).toBe('x');
  });
});

describe('an event', () => {
  const source = 'export const handler = (event) => event.length;';
  const limit = 6 * MEGABYTE;

  it.each([
    ['RequestResponse', 6 * MEGABYTE, 200],
    ['RequestResponse', 6 * MEGABYTE + 1, 413],
    ['RequestResponse', 12 * MEGABYTE, 413],
    ['Event', MEGABYTE, 202],
    ['Event', MEGABYTE + 1, 413],
  ])('of type %s with %i bytes is answered %i', async (type, bytes, status) => {
    const local = await localLambdaOf(source);
    const headers = { 'X-Amz-Invocation-Type': type };
    const response = await fetch(local.url + INVOKE_PATH, { method: 'POST', headers, body: jsonOf(bytes) });
    expect(response.status).toBe(status);
    if (status !== 413) return;
    expect(response.headers.get('x-amzn-errortype')).toBe('RequestEntityTooLargeException');
    expect(await response.json()).toEqual({
      Type: 'User',
      message: `${bytes} byte payload is too large for the ${type} invocation type (limit ${type === 'Event' ? MEGABYTE : limit} bytes)`,
    });
  });
});

describe('the instructions', () => {
  it('contain a command that works when it is pasted', async () => {
    const local = await localLambdaOf('export const handler = (event) => event.directive.header.name;');
    const data = /--data '(.*)'/.exec(howToInvoke(local.url))?.[1];
    const response = await fetch(local.url + INVOKE_PATH, { method: 'POST', body: data });
    expect(await response.json()).toBe('Discover');
  });
});
