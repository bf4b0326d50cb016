import type { StandardResponse, StartupReport } from '@hearthgate/contracts';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  createInitializationGateway,
  genericInitializationOperation,
  InitializationOperation,
  type InitializationPorts,
} from '../src/index.ts';

describe('the initialization gateway', () => {
  it('infers results from operation and schema', () => {
    const { operations } = createInitializationGateway();
    expectTypeOf(genericInitializationOperation(InitializationOperation.LAMBDA_INIT)).toEqualTypeOf<
      Promise<StandardResponse<StartupReport>>
    >();
    const schema = z.object({ PORT: z.coerce.number() });
    expectTypeOf(operations.getConfig({ name: 'server', schema })).toEqualTypeOf<Promise<{ PORT: number }>>();
  });

  it('infers secrets and sources', () => {
    const { operations } = createInitializationGateway({
      sources: { store: async (names) => ({ [names[0] ?? '']: '1' }) },
    });
    expectTypeOf(operations.getSecret({ name: 'a' })).toEqualTypeOf<Promise<string>>();
    // @ts-expect-error a reference names its source
    operations.getConfig({ name: 'a', schema: z.object({}), from: { A: { name: 'x' } } });
    // @ts-expect-error sources answer promises
    createInitializationGateway({ sources: { store: () => ({}) } });
  });

  it('refuses what its contract does not have', () => {
    // @ts-expect-error no such operation
    genericInitializationOperation('lambdaStart');
    // @ts-expect-error a stage runs something
    genericInitializationOperation('registerStage', { name: 'a' });
    expectTypeOf<InitializationPorts['cache']>().not.toHaveProperty('set');
    expectTypeOf<InitializationPorts>().not.toHaveProperty('lambda');
  });
});
