import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openLocalHome } from '@hearthgate/ha-extension/local-home';
import dynalite from 'dynalite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionUnderTest, startFunction } from '../support/function-under-test.ts';

const TABLE = 'hearthgate';
const KEY = Buffer.alloc(32, 7).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 8).toString('base64');

let server: Server;
let endpoint: string;
const running: FunctionUnderTest[] = [];
afterEach(() => Promise.all(running.splice(0).map((one) => one.stop())));

/** An execution environment of its own: nothing is shared with another but the table. */
function environment(variables: Readonly<Record<string, string>> = {}): FunctionUnderTest {
  const subject = startFunction({
    HEARTHGATE_CACHE_TABLE: TABLE,
    HEARTHGATE_ENCRYPTION_KEY: KEY,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test-secret-access-key',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    ...variables,
  });
  running.push(subject);
  return subject;
}

beforeAll(async () => {
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { gateways } = environment();
  const client = gateways['http-client'].operations.getAwsClient({ service: 'dynamodb' });
  const body = {
    TableName: TABLE,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  };
  expect(await client.request({ action: 'CreateTable', body })).toMatchObject({ status: 200 });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('a function with a DynamoDB table', () => {
  it('finds what another execution environment stored, and loses what that one deleted', async () => {
    const one = environment().gateways.cache.operations;
    const other = environment().gateways.cache.operations;
    await one.set({ key: 'lamp', value: { on: true }, scope: 'shared' });
    expect((await other.get({ key: 'lamp', scope: 'shared' }))?.value).toEqual({ on: true });
    await other.delete({ key: 'lamp' });
    expect(await one.get({ key: 'lamp', scope: 'shared' })).toBeUndefined();
  });

  it('reads more keys at once than DynamoDB answers in one call', async () => {
    const { operations } = environment().gateways.cache;
    const keys = Array.from({ length: 230 }, (_, index) => `key ${index}`);
    await operations.bulkSet({ entries: keys.map((key, value) => ({ key, value, scope: 'shared' })) });
    const fresh = environment().gateways.cache.operations;
    const found = await fresh.bulkGet({ keys: [...keys, 'absent', 'key 0'], scope: 'shared' });
    expect(found.map((entry) => entry?.value)).toEqual([...keys.keys(), undefined, 0]);
  });

  it('does not answer what has expired, though DynamoDB deletes it late', async () => {
    const { operations } = environment().gateways.cache;
    await operations.set({ key: 'short', value: 1, ttlMs: 30, scope: 'shared' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await environment().gateways.cache.operations.get({ key: 'short', scope: 'shared' })).toBeUndefined();
  });

  it('keeps nothing readable in the table, and takes a value under another key for a miss with a warning', async () => {
    const one = environment();
    await one.gateways.cache.operations.set({ key: 'pin', value: 'open sesame', scope: 'shared' });
    const client = one.gateways['http-client'].operations.getAwsClient({ service: 'dynamodb' });
    const { body } = await client.request({ action: 'Scan', body: { TableName: TABLE } });
    expect(body).not.toMatch(/open sesame|"pin"/);
    const stranger = environment({ HEARTHGATE_ENCRYPTION_KEY: OTHER_KEY });
    expect(await stranger.gateways.cache.operations.get({ key: 'pin', scope: 'shared' })).toBeUndefined();
    expect(stranger.output()).toMatch(/"level":"WARN".*encrypted under another key/);
  });

  it('reads with an older key what was written before the key was changed', async () => {
    await environment().gateways.cache.operations.set({ key: 'old', value: 1, scope: 'shared' });
    const rotated = environment({ HEARTHGATE_ENCRYPTION_KEY: `${OTHER_KEY}, ${KEY}` });
    expect((await rotated.gateways.cache.operations.get({ key: 'old', scope: 'shared' }))?.value).toBe(1);
  });

  it('opens the breaker of one execution environment in the others', async () => {
    const one = environment().gateways['circuit-breaker'].operations;
    const other = environment().gateways['circuit-breaker'].operations;
    const fail = () => Promise.reject(new Error('down'));
    for (let call = 0; call < 5; call += 1) await one.call({ name: 'home', run: fail }).catch(() => undefined);
    await expect(other.call({ name: 'home', run: () => 'reached' })).rejects.toMatchObject({
      code: 'CIRCUIT_BREAKER_OPEN',
    });
  });

  it('shows Alexa the devices that another execution environment found, while the home is away', async () => {
    const home = await openLocalHome({});
    const { variables, discovery } = home;
    const { event } = discovery;
    const found = (answer: unknown) =>
      (answer as { event: { payload: { endpoints: unknown[] } } }).event.payload.endpoints;
    const before = found(await environment(variables).handler(event));
    await home.close();
    const later = environment(variables);
    expect(found(await later.handler(event))).toEqual(before);
    expect(before.length).toBeGreaterThan(5);
    expect(later.output()).toMatch(/"level":"WARN".*The home is away/);
  });

  it('works on without the table, and says so', async () => {
    const subject = environment({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' });
    const { operations } = subject.gateways.cache;
    await operations.set({ key: 'lamp', value: 1 });
    expect((await operations.get({ key: 'lamp' }))?.value).toBe(1);
    expect(operations.getStatus()).toMatchObject({ state: 'degraded' });
    expect(subject.output()).not.toContain('test-secret-access-key');
  });
});
