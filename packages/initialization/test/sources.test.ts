import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createInitializationGateway, type SettingSource } from '../src/index.ts';

const schema = z.object({ PORT: z.coerce.number(), TOKEN: z.string().min(8) });
const from = {
  PORT: { source: 'store', name: '/app/port' },
  TOKEN: { source: 'store', name: '/app/token' },
};

function setUp(variables: Record<string, string> = {}) {
  const environment = createTestEnvironment({ variables });
  const values: Record<string, string | undefined> = { '/app/port': '1', '/app/token': 'first-token' };
  const asked: (readonly string[])[] = [];
  let isOut = false;
  const store: SettingSource = async (names) => {
    asked.push(names);
    if (isOut) throw new Error('throttled while sending first-token');
    return Object.fromEntries(names.map((name) => [name, values[name]]));
  };
  const logging = createRecorder({ log() {} });
  const { operations } = createInitializationGateway(
    { sources: { store } },
    { environment, peers: { logging: logging.operations } },
  );
  const read = (ttlMs = 1_000) => operations.getConfig({ name: 'app', schema, from, ttlMs });
  const fail = (out: boolean) => {
    isOut = out;
  };
  return { ...operations, read, values, asked, fail, logging, environment, clock: environment.clock };
}

/** A store whose answers, of when they were asked for, can be held back. */
function heldStore() {
  const pending: (() => void)[] = [];
  const held = { value: 'old-token', isHeld: false, pending };
  const store: SettingSource = async (names) => {
    const answer = Object.fromEntries(names.map((name) => [name, held.value]));
    if (held.isHeld) await new Promise<void>((resolve) => pending.push(resolve));
    return answer;
  };
  return Object.assign(held, { store });
}

describe('configuration from a source', () => {
  it('is laid over the environment, with one call for all names', async () => {
    const { read, asked } = setUp({ PORT: '99' });
    expect(await read()).toEqual({ PORT: 1, TOKEN: 'first-token' });
    expect(asked).toEqual([['/app/port', '/app/token']]);
  });

  it('is read again when its time to live is over, and once for concurrent readers', async () => {
    const { read, values, asked, clock } = setUp();
    await Promise.all([read(), read()]);
    values['/app/port'] = '2';
    await clock.advance(999);
    expect(await read()).toMatchObject({ PORT: 1 });
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    expect(await Promise.all([read(), read()])).toMatchObject([{ PORT: 2 }, { PORT: 2 }]);
    expect(asked).toHaveLength(2);
  });

  it('stays the last good one while its source is out, with one warning, and heals by itself', async () => {
    const { read, fail, values, asked, clock, logging, getStatus, healthCheck } = setUp();
    await read();
    fail(true);
    values['/app/port'] = '2';
    await clock.advance(1_000);
    expect(await read()).toMatchObject({ PORT: 1 });
    await clock.advance(1_000);
    expect(await read()).toMatchObject({ PORT: 1 });
    expect(asked).toHaveLength(2);
    const message = expect.stringContaining('Configuration app is the last good one. The source "store"');
    expect(logging.paramsOf('log')).toEqual([{ level: 'warning', message }]);
    expect(getStatus()).toMatchObject({ state: 'degraded', stale: [message] });
    expect((await healthCheck()).checks).toContainEqual({ name: 'settings', state: 'degraded', detail: message });
    expect(JSON.stringify(getStatus())).not.toContain('first-token');
    fail(false);
    await clock.advance(30_000);
    expect(await read()).toMatchObject({ PORT: 2 });
    expect(getStatus()).toMatchObject({ state: 'healthy', stale: [] });
  });

  it('is the newest that was asked for, however late an older answer comes back', async () => {
    const held = heldStore();
    const { operations } = createInitializationGateway({ sources: { store: held.store } });
    held.isHeld = true;
    const token = { TOKEN: { source: 'store', name: '/token' } };
    const names = z.object({ TOKEN: z.string() });
    const read = () => operations.getConfig({ name: 'app', schema: names, from: token });
    const slow = operations.getConfig({
      name: 'other',
      schema: z.object({ TOKEN: z.string(), MORE: z.string() }),
      from: { ...token, MORE: { source: 'store', name: '/more' } },
    });
    await expect.poll(() => held.pending.length).toBe(1);
    held.isHeld = false;
    held.value = 'new-token';
    await read();
    for (const answer of held.pending) answer();
    expect(await slow).toMatchObject({ TOKEN: 'new-token', MORE: 'old-token' });
    expect(await operations.getSecret({ source: 'store', name: '/token' })).toBe('new-token');
  });

  it('that is reloaded does not take the answer of a reading that began before', async () => {
    const held = heldStore();
    const environment = createTestEnvironment();
    const { operations } = createInitializationGateway({ sources: { store: held.store } }, { environment });
    const token = { TOKEN: { source: 'store', name: '/token' } };
    const read = () =>
      operations.getConfig({ name: 'app', schema: z.object({ TOKEN: z.string() }), from: token, ttlMs: 1_000 });
    await read();
    await environment.clock.advance(1_000);
    held.isHeld = true;
    const before = read();
    await expect.poll(() => held.pending.length).toBe(1);
    held.isHeld = false;
    held.value = 'new-token';
    expect(await operations.reloadConfig({ name: 'app' })).toMatchObject([{ name: 'app', outcome: 'changed' }]);
    for (const answer of held.pending) answer();
    await before;
    expect(await read()).toEqual({ TOKEN: 'new-token' });
  });

  it('stays the last good one when the new settings are refused', async () => {
    const { read, values, clock, logging } = setUp();
    await read();
    values['/app/port'] = 'not a number';
    await clock.advance(1_000);
    expect(await read()).toEqual({ PORT: 1, TOKEN: 'first-token' });
    expect(logging.paramsOf('log')).toMatchObject([{ message: expect.stringContaining('PORT is not accepted') }]);
  });

  it('fails before there was a good one: by the source, by a source that is not there, by what is missing', async () => {
    const { read, fail, getConfig } = setUp();
    fail(true);
    await expect(read()).rejects.toMatchObject({ code: 'INITIALIZATION_SOURCE_FAILED', retryable: true });
    const lost = { PORT: { source: 'vault', name: 'x' } };
    await expect(getConfig({ name: 'b', schema, from: lost })).rejects.toMatchObject({
      code: 'INITIALIZATION_UNKNOWN_SOURCE',
      message: expect.stringContaining('the gateway has store'),
    });
    const other = setUp();
    delete other.values['/app/token'];
    await expect(other.read()).rejects.toMatchObject({
      code: 'INITIALIZATION_INVALID_CONFIG',
      message: expect.stringContaining('TOKEN is not set'),
    });
  });

  it('gives a source that hangs no more than its time', async () => {
    const environment = createTestEnvironment();
    const { operations } = createInitializationGateway(
      { sources: { store: () => new Promise(() => {}) }, sourceTimeoutMs: 200 },
      { environment },
    );
    const reading = operations.getConfig({ name: 'app', schema, from }).catch((error: unknown) => error);
    await environment.clock.advance(200);
    expect(await reading).toMatchObject({ code: 'INITIALIZATION_SOURCE_FAILED' });
  });

  it('is hidden wherever something is written from then on', async () => {
    const { read, environment } = setUp();
    await read();
    expect([...environment.secrets]).toEqual(['first-token']);
  });

  it.each([
    [{ PORT: { source: '', name: 'x' } }, 'from.PORT'],
    [{ PORT: { source: 'store' } }, 'from.PORT'],
    [7, 'from'],
  ])('refuses from %j', async (wrong, what) => {
    await expect(setUp().getConfig({ name: 'a', schema, from: wrong as never })).rejects.toMatchObject({
      code: 'KERNEL_INVALID_PARAMS',
      message: expect.stringContaining(what),
    });
  });
});

describe('reloading', () => {
  it('reads at once what has time to live left, and says what became of each configuration', async () => {
    const { read, reloadConfig, values, fail } = setUp();
    await read(3_600_000);
    expect(await reloadConfig()).toEqual([{ name: 'app', outcome: 'unchanged' }]);
    values['/app/port'] = '2';
    expect(await reloadConfig({ name: 'app' })).toEqual([{ name: 'app', outcome: 'changed' }]);
    expect(await read(3_600_000)).toMatchObject({ PORT: 2 });
    values['/app/port'] = 'x';
    expect(await reloadConfig()).toMatchObject([{ outcome: 'kept', reason: expect.stringContaining('PORT') }]);
    values['/app/port'] = '2';
    expect(await reloadConfig()).toMatchObject([{ outcome: 'unchanged' }]);
    fail(true);
    expect(await reloadConfig()).toMatchObject([{ outcome: 'kept', reason: expect.stringContaining('store') }]);
    expect(await read(3_600_000)).toMatchObject({ PORT: 2 });
  });

  it('knows only what was read', async () => {
    const { reloadConfig } = setUp();
    expect(await reloadConfig()).toEqual([]);
    await expect(reloadConfig({ name: 'x' })).rejects.toMatchObject({ code: 'INITIALIZATION_UNKNOWN_CONFIG' });
  });
});

describe('a variable that says where its value stands', () => {
  const plain = z.object({ APP_TOKEN: z.string(), APP_URL: z.string().optional(), OTHER: z.string().optional() });
  const readFrom = (variables: Record<string, string>) => {
    const { getConfig, getSecret, values, environment } = setUp(variables);
    values['/app/login'] = '{"token":"token-of-a-field"}';
    values['arn:aws:ssm:eu-west-1:1:parameter/app'] = 'token-by-arn';
    const read = () => getConfig({ name: 'references', schema: plain, references: 'APP_' });
    return { read, getSecret, environment };
  };

  it('is read from there, a field of JSON text as well, and is hidden', async () => {
    const { read, environment } = readFrom({ APP_TOKEN: 'store:/app/token' });
    expect(await read()).toEqual({ APP_TOKEN: 'first-token' });
    expect([...environment.secrets]).toContain('first-token');
    expect(await readFrom({ APP_TOKEN: ' store:/app/login#token ' }).read()).toEqual({ APP_TOKEN: 'token-of-a-field' });
    const byArn = readFrom({ APP_TOKEN: 'store:arn:aws:ssm:eu-west-1:1:parameter/app' });
    expect(await byArn.read()).toEqual({ APP_TOKEN: 'token-by-arn' });
  });

  it('is taken as it is when it has another name or names no source', async () => {
    const variables = { APP_TOKEN: 'plain', APP_URL: 'https://example.com/#top', OTHER: 'store:/app/token' };
    expect(await readFrom(variables).read()).toEqual(variables);
  });

  it('is refused with its name when nothing stands there', async () => {
    await expect(readFrom({ APP_TOKEN: 'store:/app/nothing' }).read()).rejects.toMatchObject({
      code: 'INITIALIZATION_INVALID_CONFIG',
      message: expect.stringMatching(/APP_TOKEN: The source "store" has no "\/app\/nothing"/),
    });
  });

  it('is followed by getSecret', async () => {
    const { getSecret } = readFrom({ APP_TOKEN: 'store:/app/login#token' });
    expect(await getSecret({ name: 'APP_TOKEN' })).toBe('token-of-a-field');
  });
});
