import { expect, test } from 'vitest';
import { createAuthority } from '../doctor/support/authority.ts';
import { diagnose, wordsOf } from '../doctor/support/diagnose.ts';
import { serveFront } from '../doctor/support/front.ts';

test('Pain 5, account linking fails and Alexa says no more than that: the doctor says why', async () => {
  const authority = createAuthority();
  try {
    const front = await serveFront({ tls: authority.issue() });
    const settings = {
      HOME_ASSISTANT_URL: front.url,
      HOME_ASSISTANT_TOKEN: front.token,
      HOME_ASSISTANT_CA: authority.ca,
    };
    const untrusted = await diagnose(settings);
    expect(wordsOf(untrusted.of('account-linking'))).toMatch(/public authorities only/);
    expect(wordsOf(untrusted.of('port'))).toMatch(/443/);
    const slashless = await diagnose(settings, { clientId: 'https://layla.amazon.com' });
    expect(slashless.of('client-id')).toMatchObject({ state: 'failed' });
    expect(wordsOf(slashless.of('client-id'))).toMatch(/slash/);
  } finally {
    authority.remove();
  }
});
