import type { Gateway, StandardResponse } from '@hearthgate/contracts';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  type AlexaIdentity,
  createSecurityGateway,
  genericSecurityOperation,
  type SecurityGateway,
  SecurityOperation,
  type SecurityOperations,
  type UrlCheck,
  type VerifiedToken,
} from '../src/index.ts';

const { execute, operations } = createSecurityGateway();

describe('operations of security', () => {
  it('are those of the gateway', () => {
    expectTypeOf(createSecurityGateway()).toEqualTypeOf<SecurityGateway>();
    expectTypeOf(createSecurityGateway()).toExtend<Gateway<SecurityOperations>>();
    expectTypeOf(SecurityOperation.CHECK_URL).toEqualTypeOf<'checkUrl'>();
  });

  it('infer the output of a schema, transformations included', () => {
    const schema = z.object({ port: z.coerce.number(), name: z.string().transform((name) => name.length) });
    const output = operations.validateInput({ schema, input: {} });
    expectTypeOf(output).toEqualTypeOf<Promise<{ port: number; name: number }>>();
  });

  it('answer redacted data in the type that it had', () => {
    expectTypeOf(operations.filterSensitive({ data: { a: 1 } })).toEqualTypeOf<{ a: number }>();
  });

  it('answer at once or later as the contract says', () => {
    expectTypeOf(execute('authenticateAlexa', { request: {} })).toEqualTypeOf<StandardResponse<AlexaIdentity>>();
    expectTypeOf(genericSecurityOperation(SecurityOperation.CHECK_URL, { url: '' })).toEqualTypeOf<
      Promise<StandardResponse<UrlCheck>>
    >();
  });

  it('answer tokens and limits in types of their own', () => {
    expectTypeOf(operations.authenticateToken({ token: '', secret: '' })).toEqualTypeOf<Promise<VerifiedToken>>();
    expectTypeOf(operations.encryptData({ data: '' })).toEqualTypeOf<Promise<string>>();
    expectTypeOf(operations.enforceRateLimit).parameter(0).toHaveProperty('limit').toEqualTypeOf<number>();
  });

  it('refuse what they do not take', () => {
    // @ts-expect-error none is no algorithm
    operations.authenticateToken({ token: '', secret: '', algorithms: ['none'] });
    // @ts-expect-error an effect is allow or deny
    operations.authorizeResource({ action: 'a', policy: [{ effect: 'Deny', actions: [] }] });
    // @ts-expect-error data is a text
    operations.encryptData({ data: { a: 1 } });
    // @ts-expect-error no such operation
    genericSecurityOperation('hidesEverything', {});
    // @ts-expect-error url is a text
    genericSecurityOperation(SecurityOperation.CHECK_URL, { url: 7 });
    // @ts-expect-error value is missing
    genericSecurityOperation(SecurityOperation.REGISTER_SECRET, {});
    // @ts-expect-error there is no such scope
    operations.registerSecret({ value: 'planted-value-0001', scope: 'for-ever' });
    // @ts-expect-error a text is no schema
    operations.validateInput({ schema: 'text', input: {} });
    // @ts-expect-error the matrix has no such cell
    createSecurityGateway({}, { peers: { lambda: {} } });
    // @ts-expect-error there is no such option
    createSecurityGateway({ secret: 'planted-value-0001' });
  });
});
