import { createTestEnvironment, runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createUtilityGateway, genericUtilityOperation, UtilityOperation } from '../src/index.ts';

describe('bodies of answers', () => {
  it('carry the correlation id of the invocation unless another is given', () => {
    const environment = createTestEnvironment();
    const utility = createUtilityGateway({}, { environment });
    runInInvocation(environment, { correlationId: 'abc' }, () => {
      expect(utility.operations.createSuccessResponse({ data: 7 })).toMatchObject({ data: 7, correlationId: 'abc' });
      const given = utility.operations.createErrorResponse({ code: 'X_Y', message: 'No.', correlationId: 'other' });
      expect(given.correlationId).toBe('other');
    });
  });

  it('never carry a secret in the message of an error', () => {
    const environment = createTestEnvironment();
    environment.secrets.add('a-registered-secret');
    const utility = createUtilityGateway({}, { environment });
    const message = 'refused a-registered-secret and Bearer abcdefgh12345678';
    const body = utility.operations.createErrorResponse({ code: 'X_Y', message });
    expect(body.error).toMatchObject({ code: 'X_Y', retryable: false });
    expect(JSON.stringify(body)).not.toMatch(/registered-secret|abcdefgh/);
  });

  it('have a code and a message', () => {
    const response = genericUtilityOperation(UtilityOperation.CREATE_ERROR_RESPONSE, { code: '', message: 'x' });
    expect(response).toMatchObject({ success: false, error: { code: 'UTILITY_INVALID_VALUE' } });
  });
});
