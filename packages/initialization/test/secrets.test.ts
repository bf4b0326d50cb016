import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createInitializationGateway, type SettingSource } from '../src/index.ts';

function setUp(options: { variables?: Record<string, string>; names?: readonly string[] } = {}) {
  const environment = createTestEnvironment({ variables: options.variables ?? {} });
  const stored: Record<string, string> = {
    token: 'stored-token-1',
    login: '{"user":"anna","password":"stored-password","port":5432}',
  };
  let calls = 0;
  let isOut = false;
  const source: SettingSource = async () => {
    calls += 1;
    if (isOut) throw new Error('no network');
    return stored;
  };
  const log = createRecorder({ log() {} });
  const registered: unknown[] = [];
  const sources = Object.fromEntries((options.names ?? ['secrets']).map((name) => [name, source]));
  const { operations } = createInitializationGateway({ sources }, { environment, peers: { logging: log.operations } });
  const fail = (out: boolean) => {
    isOut = out;
  };
  return { ...operations, environment, clock: environment.clock, stored, fail, log, registered, calls: () => calls };
}

describe('a secret', () => {
  it('comes from its source, is kept for its time to live, and is hidden from then on', async () => {
    const { getSecret, environment, calls, clock, stored } = setUp();
    expect(await getSecret({ name: 'token', ttlMs: 1_000 })).toBe('stored-token-1');
    await getSecret({ name: 'token', ttlMs: 1_000 });
    expect(calls()).toBe(1);
    expect([...environment.secrets]).toEqual(['stored-token-1']);
    stored.token = 'stored-token-2';
    await clock.advance(1_000);
    expect(await getSecret({ name: 'token', ttlMs: 1_000 })).toBe('stored-token-2');
    expect([...environment.secrets]).toContain('stored-token-2');
  });

  it('that is a JSON value is hidden with all the texts in it', async () => {
    const { getSecret, environment, stored } = setUp();
    stored.deep = '[{"key":"deep-in-a-list","short":"anna"}]';
    stored.broken = '{"key":"not-json-at-all"';
    for (const name of ['login', 'deep', 'broken']) await getSecret({ name });
    expect([...environment.secrets]).toEqual([
      ...[stored.login, 'stored-password', stored.deep, 'deep-in-a-list', stored.broken],
    ]);
  });

  it('of a name that came with an event is not kept for ever', async () => {
    let asked: readonly string[] = [];
    const source: SettingSource = async (names) => {
      asked = names;
      return Object.fromEntries(names.map((name) => [name, `secret of ${name}`]));
    };
    const { getSecret } = createInitializationGateway({ sources: { source } }).operations;
    for (let index = 0; index <= 1_000; index += 1) await getSecret({ source: 'source', name: `tenant-${index}` });
    await getSecret({ source: 'source', name: 'tenant-1' });
    expect(asked).toEqual(['tenant-1000']);
    await getSecret({ source: 'source', name: 'tenant-0' });
    expect(asked).toEqual(['tenant-0']);
  });

  it('may be a member of a JSON value', async () => {
    const { getSecret } = setUp();
    expect(await getSecret({ name: 'login', field: 'password' })).toBe('stored-password');
    expect(await getSecret({ name: 'login', field: 'port' })).toBe('5432');
    for (const params of [
      { name: 'login', field: 'toString' },
      { name: 'token', field: 'password' },
      { name: 'nothing' },
    ]) {
      await expect(getSecret(params)).rejects.toMatchObject({ code: 'INITIALIZATION_SECRET_NOT_FOUND' });
    }
  });

  it('comes from the environment where it is set there, then from secrets, then from parameters', async () => {
    const variables = { token: 'variable-token' };
    expect(await setUp({ variables }).getSecret({ name: 'token' })).toBe('variable-token');
    expect(await setUp({ variables }).getSecret({ name: 'token', source: 'secrets' })).toBe('stored-token-1');
    expect(await setUp({ names: ['parameters'] }).getSecret({ name: 'token' })).toBe('stored-token-1');
    await expect(setUp({ names: [] }).getSecret({ name: 'token' })).rejects.toMatchObject({
      code: 'INITIALIZATION_SECRET_NOT_FOUND',
      message: expect.stringContaining('environment'),
    });
  });

  it('survives an outage of its source with one warning, but not its own deletion', async () => {
    const { getSecret, fail, clock, log, stored, getStatus } = setUp();
    const read = () => getSecret({ name: 'token', ttlMs: 1_000 });
    await read();
    fail(true);
    await clock.advance(1_000);
    expect([await read(), await read()]).toEqual(['stored-token-1', 'stored-token-1']);
    expect(log.paramsOf('log')).toMatchObject([{ level: 'warning', message: expect.stringContaining('Secret token') }]);
    expect(getStatus()).toMatchObject({ state: 'degraded' });
    fail(false);
    delete stored.token;
    await clock.advance(30_000);
    await expect(read()).rejects.toMatchObject({ code: 'INITIALIZATION_SECRET_NOT_FOUND' });
    expect(getStatus()).toMatchObject({ state: 'healthy' });
  });

  it('is not asked for again and again while its source is out and nothing is known', async () => {
    const { getSecret, fail, calls } = setUp();
    fail(true);
    for (let time = 0; time < 3; time += 1) {
      await expect(getSecret({ name: 'token' })).rejects.toMatchObject({ code: 'INITIALIZATION_SOURCE_FAILED' });
    }
    expect(calls()).toBe(1);
  });

  it('that nobody may read keeps no other from being read', async () => {
    const secrets: SettingSource = async (names) => {
      if (names.includes('forbidden')) throw new Error('AccessDeniedException');
      return Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
    };
    const { operations } = createInitializationGateway({ sources: { secrets } });
    await expect(operations.getSecret({ name: 'forbidden' })).rejects.toMatchObject({
      code: 'INITIALIZATION_SOURCE_FAILED',
    });
    expect(await operations.getSecret({ name: 'token' })).toBe('value of token');
  });

  it.each([[{ name: '' }], [{ name: 'a', field: '' }], [{ name: 'a', ttlMs: 0 }], [{ name: 'a', source: 7 }]])(
    'refuses %j',
    async (params) => {
      await expect(setUp().getSecret(params as never)).rejects.toMatchObject({ code: 'KERNEL_INVALID_PARAMS' });
    },
  );

  it('is handed to the security peer to hide', async () => {
    const hidden: unknown[] = [];
    const { operations } = createInitializationGateway(
      { sources: { secrets: async () => ({ token: 'stored-token-1', pin: '12' }) } },
      {
        environment: createTestEnvironment(),
        peers: {
          security: {
            registerSecret: (params) => void hidden.push(params),
            validateInput: () => Promise.reject(new Error('not asked here')),
            sanitizeError: () => expect.fail('not asked here'),
          },
        },
      },
    );
    await operations.getSecret({ name: 'token' });
    // Too short to be hidden without hiding ordinary text.
    await operations.getSecret({ name: 'pin' });
    expect(hidden).toEqual([{ value: 'stored-token-1', scope: 'composition' }]);
  });
});
