import type { StandardResponse, SuccessBody } from '@hearthgate/contracts';
import { expectTypeOf, it } from 'vitest';
import { createUtilityGateway, genericUtilityOperation, UtilityOperation } from '../src/index.ts';

const { operations } = createUtilityGateway();

it('answers synchronously, with the type of the operation', () => {
  expectTypeOf(genericUtilityOperation(UtilityOperation.HASH, { value: 1 })).toEqualTypeOf<StandardResponse<string>>();
  expectTypeOf(operations.createSuccessResponse({ data: 7 })).toEqualTypeOf<SuccessBody<number>>();
  expectTypeOf(operations.parseJson({ text: '1' })).toBeUnknown();
});

it('refuses wrong parameters', () => {
  // @ts-expect-error durationMs is a number
  genericUtilityOperation('formatDuration', { durationMs: '1' });
  // @ts-expect-error there is no such format
  operations.getTimestamp({ format: 'unix' });
  // @ts-expect-error there is no such operation
  genericUtilityOperation('uuid');
});
