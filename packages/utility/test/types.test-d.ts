import type { StandardResponse, SuccessBody } from '@hearthgate/contracts';
import { expectTypeOf, it } from 'vitest';
import { createUtilityGateway, genericUtilityOperation, type JsonValue, UtilityOperation } from '../src/index.ts';

const { operations } = createUtilityGateway();

it('answers synchronously, with the type of the operation', () => {
  expectTypeOf(genericUtilityOperation(UtilityOperation.HASH, { value: 1 })).toEqualTypeOf<StandardResponse<string>>();
  expectTypeOf(operations.createSuccessResponse({ data: 7 })).toEqualTypeOf<SuccessBody<number>>();
  expectTypeOf(operations.parseJson({ text: '1' })).toBeUnknown();
  expectTypeOf(operations.validateString({ value: 7 })).toEqualTypeOf<string>();
  expectTypeOf(operations.sanitizeData({ data: new Map() })).toEqualTypeOf<JsonValue>();
});

it('answers a promise where it says so', () => {
  expectTypeOf(operations.renderTemplate({ template: '', values: {} })).toEqualTypeOf<Promise<string>>();
});

it('refuses wrong parameters', () => {
  // @ts-expect-error durationMs is a number
  genericUtilityOperation('formatDuration', { durationMs: '1' });
  // @ts-expect-error there is no such format
  operations.getTimestamp({ format: 'unix' });
  // @ts-expect-error there is no such escaping
  operations.renderTemplate({ template: '', values: {}, escapeFor: 'sql' });
  // @ts-expect-error there is no such operation
  genericUtilityOperation('uuid');
});
