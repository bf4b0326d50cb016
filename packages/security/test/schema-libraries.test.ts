import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSecurityGateway, type StandardSchema } from '../src/index.ts';

interface Lamp {
  readonly name: string;
  readonly level: number;
}

const schemas: Readonly<Record<string, StandardSchema<Lamp>>> = {
  zod: z.object({ name: z.string().trim(), level: z.number().max(100) }),
  valibot: v.object({ name: v.pipe(v.string(), v.trim()), level: v.pipe(v.number(), v.maxValue(100)) }),
  arktype: type({ name: 'string.trim', level: 'number <= 100' }),
};

describe.each(Object.entries(schemas))('a schema of %s', (_library, schema) => {
  const { operations, execute } = createSecurityGateway();

  it('answers its output', async () => {
    const lamp: Lamp = await operations.validateInput({ schema, input: { name: ' kitchen ', level: 40 } });
    expect(lamp).toEqual({ name: 'kitchen', level: 40 });
  });

  it('has the path of each problem named, and nothing of the input told', async () => {
    const input = { name: 7_654_321, level: 40_123 };
    const response = await execute('validateInput', { schema, input });
    expect(response).toMatchObject({ success: false, error: { code: 'SECURITY_INVALID_INPUT' } });
    const message = response.success ? '' : response.error.message;
    expect(message).toMatch(/name: /);
    expect(message).toMatch(/level: /);
    expect(message).not.toMatch(/7654321|40123|7,654|40,123/);
  });
});
