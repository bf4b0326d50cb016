import type { CheckResult, DoctorReport } from '@hearthgate/ha-extension';
import { openRealHome, type RealHome } from '@hearthgate/ha-extension/real-home';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFunctionAt } from './support/function-at-home.ts';

/** What the home writes for each login that counts towards a ban. */
const FAILED_LOGIN = /invalid authentication/g;

let home: RealHome;

beforeAll(async () => {
  home = await openRealHome();
});

afterAll(() => home?.close());

/** What the built function reports of the home, and how many failed logins the home counted meanwhile. */
async function lookedAt(token: string) {
  const before = home.log().match(FAILED_LOGIN)?.length ?? 0;
  const built = await startFunctionAt({ url: home.url, token });
  onTestFinished(() => built.stop());
  const { answer } = await built.invoke({ hearthgate: 'diagnostics', check: 'homes' });
  const { report } = answer as { readonly report: DoctorReport };
  const all: readonly CheckResult[] = [...report.checks, ...report.homes.flatMap(({ checks }) => checks)];
  const found = (state: string) => all.filter((check) => check.state === state).map(({ name }) => name);
  // The log comes through a pipe.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const failedLogins = (home.log().match(FAILED_LOGIN)?.length ?? 0) - before;
  return { all, found, failedLogins, of: (name: string) => all.find((check) => check.name === name) };
}

describe('a diagnostics event for a real home', () => {
  it('finds it in order, and costs no failed login', async () => {
    const { found, failedLogins, of } = await lookedAt(home.token);
    expect(found('failed')).toEqual([]);
    for (const step of ['tcp', 'http', 'token', 'api', 'smart-home', 'conversation'])
      expect(of(step)?.state).toBe('ok');
    expect(of('api')?.saw).toContain(home.version);
    expect(of('discovery')?.saw).toMatch(/^\d+ devices/);
    expect(failedLogins).toBe(0);
  });

  it('spends one failed login on a wrong token, and says so', async () => {
    const [header, claims] = home.token.split('.');
    const { found, failedLogins } = await lookedAt(`${header}.${claims}.c2lnbmVkLWJ5LW5vYm9keQ`);
    expect(found('failed')).toEqual(['token']);
    expect(failedLogins).toBe(1);
  });
});
