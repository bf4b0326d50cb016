import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it, vi } from 'vitest';
import { createApi, Failure } from './api.ts';

class Refusal extends Error {}
const isFailure = (error: unknown) => !(error instanceof Refusal);

describe('a fallback', () => {
  it('answers for a call that failed, with its error, which counts all the same', async () => {
    const { call, operations } = createApi();
    const fallback = vi.fn(() => 'stale');
    const error = new Failure('down');
    expect(await call<string>(() => Promise.reject(error), { fallback })).toBe('stale');
    expect(fallback).toHaveBeenCalledExactlyOnceWith(error);
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ failures: 1, fallbacks: 1 });
  });

  it('answers for calls that are refused, late or without a place', async () => {
    const { call, failTimes, clock } = createApi({ failureThreshold: 2, timeoutMs: 50, maxConcurrent: 1 });
    const fallback = async (error: unknown) => (error as { code: string }).code;
    const late = call<string>(() => new Promise(() => {}), { fallback });
    expect(await call(() => 'no', { fallback })).toBe('CIRCUIT_BREAKER_FULL');
    await clock.advance(50);
    expect(await late).toBe('CIRCUIT_BREAKER_TIMEOUT');
    await failTimes(1);
    expect(await call(() => 'no', { fallback })).toBe('CIRCUIT_BREAKER_OPEN');
  });

  it('answers neither for errors that are no failures nor for calls that succeed', async () => {
    const { call } = createApi();
    const fallback = vi.fn(() => 'stale');
    const refuse = () => Promise.reject<string>(new Refusal('401'));
    await expect(call(refuse, { isFailure, fallback })).rejects.toBeInstanceOf(Refusal);
    expect(await call(() => 'up', { fallback })).toBe('up');
    expect(fallback).not.toHaveBeenCalled();
  });

  it('that throws has its error thrown', async () => {
    const { call } = createApi();
    const error = new RangeError('nothing stale either');
    const fallback = () => {
      throw error;
    };
    await expect(call<string>(() => Promise.reject(new Failure()), { fallback })).rejects.toBe(error);
  });

  it('does not hide options that are wrong', async () => {
    const call = createApi().call(() => 1, { fallback: () => 2, options: { openMs: -1 } });
    await expect(call).rejects.toMatchObject({ code: 'CIRCUIT_BREAKER_INVALID_OPTIONS' });
  });
});

describe('an answer that is a failure', () => {
  it('reaches its caller, counts, and opens the breaker', async () => {
    const { call, state } = createApi({ failureThreshold: 2 });
    const isFailureResult = ({ status }: { status: number }) => status >= 500;
    const answer = { status: 503 };
    expect(await call(() => answer, { isFailureResult, fallback: () => ({ status: 0 }) })).toBe(answer);
    await call(() => ({ status: 404 }), { isFailureResult });
    await call(() => answer, { isFailureResult });
    expect(state()).toBe('closed');
    await call(() => answer, { isFailureResult });
    expect(state()).toBe('open');
  });

  it('leaves a warning without an error when it opens the breaker', async () => {
    const logging = createRecorder({ info: () => {}, warning: (_: { error?: unknown }) => {} });
    const { call } = createApi({ failureThreshold: 1 }, { peers: { logging: logging.operations } });
    await call(() => 500, { isFailureResult: () => true });
    expect(logging.paramsOf('warning')).toMatchObject([{ error: undefined }]);
  });

  it('is any when the filter breaks', async () => {
    const { call, state } = createApi({ failureThreshold: 1 });
    const broken = () => {
      throw new TypeError('filter');
    };
    expect(await call(() => 'up', { isFailureResult: broken })).toBe('up');
    expect(state()).toBe('open');
  });
});
