import type { StandardSchema, StandardSchemaIssue } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createInitializationGateway } from '../src/index.ts';

function failureOf(
  variables: Record<string, string>,
  schema: StandardSchema<unknown>,
  peers = {},
): Promise<GatewayError> {
  const environment = createTestEnvironment({ variables });
  const { operations } = createInitializationGateway({}, { environment, peers });
  return operations.getConfig({ name: 'bridge', schema }).then(
    () => expect.fail('the configuration was accepted'),
    (error: unknown) => error as GatewayError,
  );
}

const refusing = (issues: readonly StandardSchemaIssue[]): StandardSchema<never> => ({
  '~standard': { version: 1, vendor: 'test', validate: () => ({ issues }) },
});

describe('invalid configuration', () => {
  it('names each setting and what it takes', async () => {
    const schema = z.object({ HOME_URL: z.url(), HOME_TOKEN: z.string(), MODE: z.enum(['on', 'off']) });
    const { code, message } = await failureOf({ HOME_URL: 'home.example', MODE: 'maybe' }, schema);
    expect(code).toBe('INITIALIZATION_INVALID_CONFIG');
    expect(message).toContain('Configuration bridge: HOME_URL is not accepted: ');
    expect(message).toContain('HOME_TOKEN is not set: ');
    expect(message).toMatch(/MODE is not accepted: .*"on".*"off"/);
  });

  it.each([
    ['whole', 'Expected a number but received "correct horse battery"'],
    ['in part', `Unexpected token 'c', "correct ho"... is not valid JSON`],
    ['in capitals', 'CORRECT HORSE BATTERY is no number'],
  ])('never repeats a value that the validator quotes %s', async (_, message) => {
    const error = await failureOf({ PIN_CODE: 'correct horse battery' }, refusing([{ message, path: ['PIN_CODE'] }]));
    expect(error.message).toContain('PIN_CODE is not accepted: ');
    expect(error.message.toLowerCase()).not.toMatch(/corr|horse|batt/);
  });

  it('takes a short value out where it stands alone, not out of words', async () => {
    const error = await failureOf({ A: 'on' }, refusing([{ message: 'Not on; one only', path: [{ key: 'A' }] }]));
    expect(error.message).toContain('A is not accepted: Not [value]; one only');
  });

  it('hides whole values of other settings too', async () => {
    const message = 'USER and PASS do not fit: swordfish-1';
    const error = await failureOf({ PASS: 'swordfish-1' }, refusing([{ message }]));
    expect(error.message).toBe('Configuration bridge: USER and PASS do not fit: [redacted].');
  });

  it('keeps no cause, because it may quote a value', async () => {
    const error = await failureOf({ A: '1' }, refusing([{ message: 'no', path: ['A'] }]));
    expect(error.cause).toBeUndefined();
  });

  it('is told in the same words when the security peer words it in its own way', async () => {
    const security = {
      validateInput: async ({ schema, input }: { schema: StandardSchema<unknown>; input: unknown }) => {
        const { issues } = await schema['~standard'].validate(input);
        throw new GatewayError('SECURITY_INVALID_INPUT', `refused: ${JSON.stringify(input)} ${issues?.length}`);
      },
    };
    const error = await failureOf({ A: 'secret-value' }, refusing([{ message: 'no', path: ['A'] }]), { security });
    expect(error).toMatchObject({
      code: 'INITIALIZATION_INVALID_CONFIG',
      message: expect.not.stringContaining('secret'),
    });
  });

  it('is not remembered: the next reading validates again', async () => {
    const variables: Record<string, string> = { PORT: 'x' };
    const environment = createTestEnvironment({ variables });
    const { operations } = createInitializationGateway({}, { environment });
    let fail = true;
    const schema = z.object({}).refine(() => !fail, 'not now');
    await expect(operations.getConfig({ name: 'a', schema })).rejects.toThrow('not now');
    fail = false;
    expect(await operations.getConfig({ name: 'a', schema })).toEqual({});
  });
});
