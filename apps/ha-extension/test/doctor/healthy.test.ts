import { afterAll, describe, expect, test } from 'vitest';
import { serveConnectProxy } from '../networks/support/servers.ts';
import { createAuthority } from './support/authority.ts';
import { diagnose, wordsOf } from './support/diagnose.ts';
import { type Front, serveFront } from './support/front.ts';

const authority = createAuthority();
afterAll(() => authority.remove());

const settingsOf = ({ url, token }: Front, more: Readonly<Record<string, string>> = {}) => ({
  HOME_ASSISTANT_URL: url,
  HOME_ASSISTANT_TOKEN: token,
  ...more,
});

describe('A home with which nothing is wrong', () => {
  test('passes every step that is of use for it', async () => {
    const front = await serveFront({ tls: authority.issue() });
    const { port, targets } = await serveConnectProxy(front.port);
    const settings = settingsOf(front, {
      HOME_ASSISTANT_URL: 'https://home.test',
      HOME_ASSISTANT_CA: authority.ca,
      HOME_ASSISTANT_PROXY: `http://127.0.0.1:${port}`,
    });
    const report = await diagnose(settings, { clientId: 'https://layla.amazon.com/' });
    expect(report.all.filter(({ state }) => state !== 'ok' && state !== 'skipped')).toEqual([]);
    const skipped = report.all.filter(({ state }) => state === 'skipped').map(({ name }) => name);
    // The proxy does the first three and no Amazon goes through it; the last only a function knows.
    expect(skipped.toSorted()).toEqual(['account-linking', 'dns', 'family', 'function', 'tcp', 'websocket']);
    expect(report).toMatchObject({ verdict: 'ok', counts: { ok: 15, warning: 0, failed: 0, skipped: 6 } });
    expect(new Set(targets)).toEqual(new Set(['home.test:443']));
    expect(wordsOf(report.of('tls'))).toMatch(/own authority; valid until \d{4}-\d\d-\d\d \(89 days\)/);
  });

  test('is warned on this machine of nothing but that nobody else can reach it', async () => {
    const front = await serveFront();
    const report = await diagnose(settingsOf(front));
    const warned = report.all.filter(({ state }) => state === 'warning').map(({ name }) => name);
    expect(warned).toEqual(['dns', 'tls', 'port']);
    expect(report.counts.failed).toBe(0);
    expect(wordsOf(report.of('discovery'))).toMatch(/11 devices for Alexa out of 11/);
    expect(wordsOf(report.of('account-linking'))).toMatch(/port 443/);
  });

  test('is not changed, and refuses nothing', async () => {
    const front = await serveFront();
    await diagnose(settingsOf(front));
    expect(front.visits.filter(({ status }) => status >= 400)).toEqual([]);
    const asked = new Set(front.visits.map(({ method, path }) => `${method} ${path.split('?')[0]}`));
    expect([...asked].toSorted()).toEqual([
      'GET /api/',
      'GET /api/config',
      'GET /auth/authorize',
      'GET /auth/providers',
      'POST /api/alexa/smart_home',
      'POST /api/conversation/process',
      'POST /auth/token',
    ]);
  });

  test('is asked for its states in direct mode, and for nothing of its Alexa integration', async () => {
    const front = await serveFront();
    const report = await diagnose(settingsOf(front, { HOME_ASSISTANT_MODE: 'direct' }));
    expect(report.counts.failed).toBe(0);
    expect(wordsOf(report.of('smart-home'))).toMatch(/GET \/api\/states was answered/);
    expect(wordsOf(report.of('discovery'))).toMatch(/\d\d devices for Alexa/);
    expect(wordsOf(report.of('websocket'))).toMatch(/The registry lists \d+ entities/);
    expect(front.visits.some(({ path }) => path.startsWith('/api/alexa'))).toBe(false);
  });

  test('in direct mode behind a proxy without websockets shows its devices, and is told what is missing', async () => {
    const front = await serveFront({ passesUpgrades: false });
    const report = await diagnose(settingsOf(front, { HOME_ASSISTANT_MODE: 'direct' }));
    expect(report.of('websocket')).toMatchObject({ state: 'warning', todo: expect.stringMatching(/upgrades/) });
    expect(wordsOf(report.of('discovery'))).toMatch(/\d\d devices for Alexa/);
    expect(report.counts.failed).toBe(0);
  });

  test('is accepted by its fingerprint, whoever signed', async () => {
    const front = await serveFront({ tls: authority.selfSigned });
    const { of } = await diagnose(settingsOf(front, { HOME_ASSISTANT_FINGERPRINT: authority.selfSigned.fingerprint }));
    expect(of('tls')).toMatchObject({ state: 'ok', saw: expect.stringContaining('is the pinned one') });
    // Amazon knows nothing of pins.
    expect(of('account-linking')).toMatchObject({
      state: 'warning',
      means: expect.stringMatching(/public authorities only/),
    });
  });

  test('is looked at itself in the mode diagnostics, in which the bridge answers in its place', async () => {
    const front = await serveFront();
    const report = await diagnose(settingsOf(front, { HOME_ASSISTANT_MODE: 'diagnostics' }));
    expect(report.counts.failed).toBe(0);
    expect(wordsOf(report.of('discovery'))).toMatch(/11 devices for Alexa out of 11/);
    const without = await diagnose({ HOME_ASSISTANT_MODE: 'diagnostics' });
    expect(wordsOf(without.of('settings'))).toMatch(/has no address/);
    expect(without.homes).toEqual([]);
  });

  test('at a path of a proxy is found below it', async () => {
    const front = await serveFront({ prefix: '/ha' });
    const { counts } = await diagnose(settingsOf({ ...front, url: `${front.url}/ha` }));
    expect(counts.failed).toBe(0);
  });
});

describe('Several homes', () => {
  test('are looked at one by one, each with its own settings', async () => {
    const [city, cabin] = [await serveFront(), await serveFront({ meddle: () => ({ status: 502 }) })];
    const settings = {
      ...settingsOf(city),
      HOME_ASSISTANT_URL__CABIN: cabin.url,
      HOME_ASSISTANT_TOKEN__CABIN: cabin.token,
      HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'cabin-',
    };
    const report = await diagnose(settings);
    const failed = report.homes.map(({ name, checks }) => [
      name,
      checks.filter(({ state }) => state === 'failed').map((check) => check.name),
    ]);
    expect(failed).toEqual([
      ['', []],
      ['CABIN', ['http']],
    ]);
    const one = await diagnose(settings, { home: 'CABIN' });
    expect(one.homes.map(({ name }) => name)).toEqual(['CABIN']);
    const advice = await diagnose(
      { ...settings, HOME_ASSISTANT_URL__CABIN: `${cabin.url.replace('http:', 'https:')}` },
      { home: 'CABIN' },
    );
    expect(wordsOf(advice.of('tls'))).toContain('HOME_ASSISTANT_URL__CABIN');
  });

  test('of which one is off are told so', async () => {
    const front = await serveFront();
    const { of } = await diagnose({
      ...settingsOf(front),
      HOME_ASSISTANT_URL__CABIN: 'https://cabin.test',
      HOME_ASSISTANT_ENABLED__CABIN: 'no',
    });
    expect(of('settings')).toMatchObject({ state: 'warning', saw: expect.stringMatching(/CABIN is switched off/) });
  });
});

describe('The work itself', () => {
  test('is told step by step while it goes on', async () => {
    const front = await serveFront();
    const told: string[] = [];
    const report = await diagnose(
      settingsOf(front),
      {},
      {
        started: (check) => void told.push(`begins ${check}`),
        finished: ({ name, state }) => void told.push(`${name} is ${state}`),
      },
    );
    expect(told).toEqual(report.all.flatMap(({ name, state }) => [`begins ${name}`, `${name} is ${state}`]));
  });

  test('ends in time: what does not fit is skipped with the reason', async () => {
    const front = await serveFront({ meddle: (path) => (path === '/api/config' ? { silent: true } : undefined) });
    const endsAtMs = Date.now() + 2_500;
    const remainingMs = () => endsAtMs - Date.now();
    const report = await diagnose(settingsOf(front), { place: 'function', remainingMs });
    expect(report.of('api').state).toBe('failed');
    expect(report.of('client-id')).toMatchObject({
      state: 'skipped',
      saw: expect.stringMatching(/time of the function/),
    });
    expect(report.all).toHaveLength(21);
  });
});
