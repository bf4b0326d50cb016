import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenForm } from '../../src/doctor/access-token.ts';
import { diagnose, wordsOf } from './support/diagnose.ts';
import { serveFront } from './support/front.ts';

const DAY_S = 86_400;
const nowS = Math.floor(Date.now() / 1_000);

function tokenWith(claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.c2lnbmF0dXJlLW9mLW5vYm9keQ`;
}

/** What the doctor says of the token, and the requests with one that the home refused. */
async function tried(token: string) {
  const front = await serveFront();
  const diagnosis = await diagnose({ HOME_ASSISTANT_URL: front.url, HOME_ASSISTANT_TOKEN: token });
  const refused = front.visits.filter(({ status }) => status === 401 || status === 403);
  const sent = front.visits.filter(({ headers }) => headers.authorization !== undefined);
  return { diagnosis, refused: refused.length, sent: sent.length };
}

describe('A token that the home refuses', () => {
  test('is sent once, and never again', async () => {
    const { diagnosis, refused, sent } = await tried(tokenWith({ iss: 'somebody', exp: nowS + DAY_S }));
    expect({ refused, sent }).toEqual({ refused: 1, sent: 1 });
    expect(diagnosis.firstFailed).toBe('token');
    expect(wordsOf(diagnosis.of('token'))).toMatch(
      /refused it \(status 401\).*one failed login.*Long-lived access tokens/,
    );
    for (const check of ['api', 'smart-home', 'discovery', 'conversation']) {
      expect(diagnosis.of(check)).toMatchObject({ state: 'skipped', means: expect.stringContaining('"token"') });
    }
    expect(diagnosis.of('account-linking').state).toBe('ok');
  });

  test('is not sent at all when it has expired by its own account', async () => {
    const { diagnosis, refused, sent } = await tried(tokenWith({ iss: 'somebody', exp: nowS - DAY_S }));
    expect({ refused, sent }).toEqual({ refused: 0, sent: 0 });
    expect(wordsOf(diagnosis.of('token'))).toMatch(/expired on \d{4}-.*was not sent/);
  });

  test('is not sent at all when it is none', async () => {
    const { diagnosis, refused, sent } = await tried('the-password-of-somebody-0001');
    expect({ refused, sent }).toEqual({ refused: 0, sent: 0 });
    expect(wordsOf(diagnosis.of('token'))).toMatch(/29 characters.*no access token of Home Assistant/);
    expect(JSON.stringify(diagnosis)).not.toContain('the-password-of-somebody-0001');
  });
});

test('Without a token nothing is asked that would need one, and nobody is refused', async () => {
  const front = await serveFront();
  const { of, verdict } = await diagnose({ HOME_ASSISTANT_URL: front.url });
  expect(verdict).toBe('warning');
  expect(of('token')).toMatchObject({ state: 'skipped', todo: expect.stringContaining('HOME_ASSISTANT_TOKEN') });
  expect(of('smart-home')).toMatchObject({ state: 'skipped', means: expect.stringContaining('"token"') });
  expect(of('account-linking').state).toBe('ok');
  expect(front.visits.filter(({ status }) => status >= 400)).toEqual([]);
});

describe('What a token says of itself', () => {
  test('is read without error from any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\w-]*\.[\w-]*\.[\w-]*$/)), (text) => {
        expect(['usable', 'not-a-token', 'expired']).toContain(tokenForm(text, Date.now()).kind);
      }),
    );
  });

  test('is whether its time is over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4_000_000_000 }),
        fc.integer({ min: 1, max: 4_000_000_000 }),
        (exp, now) => {
          expect(tokenForm(tokenWith({ exp }), now * 1_000).kind).toBe(exp < now ? 'expired' : 'usable');
        },
      ),
    );
  });
});
