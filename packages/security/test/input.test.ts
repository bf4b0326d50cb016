import type { StandardSchema } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSecurityGateway } from '../src/index.ts';

const { validateInput } = createSecurityGateway().operations;

async function refusalOf(schema: StandardSchema<unknown>, input: unknown): Promise<GatewayError> {
  const error = await validateInput({ schema, input }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GatewayError)) throw new Error('The input was accepted or the error is of another kind.');
  return error;
}

/** A schema that says about every input what it is told to. */
function complaining(...issues: readonly { message: string; path?: readonly PropertyKey[] }[]): StandardSchema<never> {
  return { '~standard': { version: 1, vendor: 'test', validate: () => ({ issues }) } };
}

describe('an input that fits', () => {
  it('comes back as the schema makes it', async () => {
    const schema = z.object({ port: z.coerce.number().default(8123), host: z.string().trim() });
    expect(await validateInput({ schema, input: { host: ' home ', extra: 1 } })).toEqual({ port: 8123, host: 'home' });
  });

  it('comes back from a schema that answers later', async () => {
    const schema = z
      .string()
      .refine(async (text) => text.length > 2)
      .transform(async (text) => text.length);
    expect(await validateInput({ schema, input: 'four' })).toBe(4);
  });
});

describe('an input that does not fit', () => {
  const schema = z.object({
    host: z.string(),
    lamps: z.array(z.object({ 'friendly name': z.string(), watts: z.number() })),
  });

  it('is refused with the path of each problem, in the message and as data', async () => {
    const error = await refusalOf(schema, {
      lamps: [
        { 'friendly name': 'a', watts: 1 },
        { 'friendly name': 1, watts: '7' },
      ],
    });
    expect(error.code).toBe('SECURITY_INVALID_INPUT');
    for (const path of ['host: ', 'lamps[1]["friendly name"]: ', 'lamps[1].watts: '])
      expect(error.message).toContain(path);
    expect(error.data?.issues).toHaveLength(3);
    expect(error.data?.issues).toContainEqual({
      path: 'lamps[1].watts',
      message: expect.stringContaining('number'),
    });
  });

  it('is refused by a schema that answers later', async () => {
    const later = z.object({ name: z.string().refine(async () => false, 'Name is taken') });
    expect((await refusalOf(later, { name: 'Ada' })).message).toBe('The input does not fit: name: Name is taken.');
  });

  it('is not quoted, whatever the library says', async () => {
    const input = {
      user: 'adalovelace',
      pin: 90210,
      short: 'ab',
      nested: ['line\nbreak', { token: 'planted-secret-0001' }],
    };
    const error = await refusalOf(
      complaining(
        { message: 'Expected never but received "adalovelace"', path: ['user'] },
        { message: 'Expected 4 digits, got 90210', path: ['pin'] },
        { message: 'Cable "ab" is not about', path: ['short'] },
        { message: 'Got line\\nbreak and line\nbreak', path: ['nested', 0] },
        { message: 'Got planted-secret-0001', path: [{ key: 'nested' } as never, 1, 'token'] },
      ),
      input,
    );
    expect(error.message).toBe(
      'The input does not fit: user: Expected never but received "[value]"; pin: Expected 4 digits, got [value]; ' +
        'short: Cable "[value]" is not about; nested[0]: Got [value] and [value]; nested[1].token: Got [value].',
    );
    expect(JSON.stringify(error.data)).not.toMatch(/adalovelace|90210|planted/);
  });

  it('has long messages cut and many problems counted', async () => {
    const issues = Array.from({ length: 25 }, (_, index) => ({ message: 'x'.repeat(500), path: ['list', index] }));
    const error = await refusalOf(complaining(...issues), {});
    expect(error.message.length).toBeLessThan(3_000);
    expect(error.message).toContain('and 15 more');
    expect(error.data?.issues).toHaveLength(25);
  });

  it('hides registered secrets also in paths', async () => {
    const { operations } = createSecurityGateway({ secrets: ['planted-secret-0001'] });
    const failing = operations.validateInput({
      schema: complaining({ message: 'no', path: ['planted-secret-0001'] }),
      input: {},
    });
    await expect(failing).rejects.toThrow('The input does not fit: [redacted]: no.');
  });
});

describe('a schema', () => {
  it.each([undefined, null, {}, { '~standard': {} }, () => true])('that is none is named: %s', async (schema) => {
    const error = await refusalOf(schema as never, {});
    expect(error).toMatchObject({ code: 'KERNEL_INVALID_PARAMS', message: expect.stringContaining('Standard Schema') });
  });

  it.each([
    ['throws', () => expect.unreachable('planted-secret-0001')],
    ['rejects', () => Promise.reject(new Error('planted-secret-0001'))],
  ])('that %s does not quote the input', async (_what, validate) => {
    const error = await refusalOf({ '~standard': { version: 1, vendor: 'test', validate } }, 'planted-secret-0001');
    expect(error.code).toBe('SECURITY_INVALID_INPUT');
    expect(error.message).not.toContain('planted');
    expect(error.cause).toBeInstanceOf(Error);
  });
});
