import { createTestEnvironment, runInInvocation } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway, type RegisterSecretParams } from '../src/index.ts';

const SECRET = 'planted-value-0001';

function createGateway(secrets: readonly string[] = []) {
  const environment = createTestEnvironment();
  return { environment, ...createSecurityGateway({ secrets }, { environment }).operations };
}

describe('a registered secret', () => {
  it('is hidden as long as the composition lives', () => {
    const { environment, registerSecret, filterSensitive } = createGateway();
    const data = { text: `a ${SECRET} b`, [SECRET]: [new Error(SECRET)] };
    expect(filterSensitive({ data: SECRET })).toBe(SECRET);
    runInInvocation(environment, {}, () => registerSecret({ value: SECRET }));
    expect(filterSensitive({ data })).toEqual({
      text: 'a [redacted] b',
      '[redacted]': [{ name: 'Error', message: '[redacted]' }],
    });
    expect(data.text).toContain(SECRET);
  });

  it('of an invocation is hidden during it only', () => {
    const { environment, registerSecret, filterSensitive, getStatus } = createGateway();
    runInInvocation(environment, {}, () => {
      registerSecret({ value: SECRET, scope: 'invocation' });
      expect(filterSensitive({ data: SECRET })).toBe('[redacted]');
      expect(getStatus().registeredSecrets).toBe(1);
    });
    expect(filterSensitive({ data: SECRET })).toBe(SECRET);
  });

  it('meant for an invocation is hidden for good where there is none', () => {
    const { registerSecret, filterSensitive } = createGateway();
    registerSecret({ value: SECRET, scope: 'invocation' });
    expect(filterSensitive({ data: SECRET })).toBe('[redacted]');
  });

  it('can be given from the start, and is counted once', () => {
    const { registerSecret, filterSensitive, getStatus } = createGateway([SECRET]);
    registerSecret({ value: SECRET });
    expect(filterSensitive({ data: [SECRET] })).toEqual(['[redacted]']);
    expect(getStatus()).toMatchObject({ registeredSecrets: 1, state: 'healthy' });
  });

  it('is known to the whole composition, as the kernel redacts where this gateway cannot be asked', () => {
    const { environment, registerSecret } = createGateway();
    registerSecret({ value: SECRET });
    expect([...environment.secrets]).toEqual([SECRET]);
  });

  it('belongs to its composition', () => {
    createGateway([SECRET]);
    expect(createGateway().filterSensitive({ data: SECRET })).toBe(SECRET);
  });

  it.each(['', 'pass-07', '1234567', undefined, null, 12345678, ['12345678']])(
    '%j is refused without being told',
    (value) => {
      const { registerSecret } = createGateway();
      const register = () => registerSecret({ value } as RegisterSecretParams);
      expect(register).toThrow(expect.objectContaining({ code: 'SECURITY_SECRET_TOO_SHORT' }));
      if (value) expect(register).not.toThrow(String(value));
      expect(() => createGateway(['short'])).toThrow(expect.objectContaining({ code: 'SECURITY_SECRET_TOO_SHORT' }));
    },
  );

  it('survives nowhere in any value', () => {
    const secret = fc.string({ minLength: 8, maxLength: 30 }).filter((text) => text.trim().length >= 8);
    const around = fc.anything({ withMap: true, withSet: true, withNullPrototype: true });
    fc.assert(
      fc.property(secret, around, (value, other) => {
        const { filterSensitive } = createGateway([value]);
        const data = {
          other,
          list: [`x${value}`, { [value]: JSON.stringify({ value }) }],
          url: `?q=${encodeURIComponent(value)}`,
        };
        const text = JSON.stringify(filterSensitive({ data }));
        for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) {
          expect(text.includes(form)).toBe(false);
        }
      }),
    );
  });
});
