import { redactText } from '@hearthgate/kernel';
import { createLambdaGateway } from '@hearthgate/lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FailureKind, failureTable, HomeFailure } from '../../src/bridge/failure.ts';
import { compileSchema, SCHEMA_HINT, type SchemaCheck, schemaIsMissing } from '../demo-home/support/amazon-schema.ts';
import { directiveForHome, turnOn } from './support/messages.ts';

const kinds = Object.keys(failureTable) as FailureKind[];
const { createAlexaResponse } = createLambdaGateway().operations;

function messageFor(directive: unknown, kind: FailureKind): unknown {
  const { errorType, message } = new HomeFailure(kind, 'status 500');
  return createAlexaResponse({ type: 'smart-home-error', directive, errorType, message });
}

describe.each(kinds)('The failure %s', (kind) => {
  test('is one sentence that begins with its name and fits into a log line', () => {
    const { message } = new HomeFailure(kind);
    expect(message).toMatch(new RegExp(`^${kind}: [A-Z][^\\n]+\\.$`));
    expect(message.length).toBeLessThan(300);
  });

  test('says what was observed in brackets', () => {
    expect(new HomeFailure(kind, 'status 500').message).toMatch(new RegExp(`^${kind} \\(status 500\\): [A-Z]`));
  });

  test('takes a sentence as what was observed, without its full stop', () => {
    expect(new HomeFailure(kind, 'Nothing listens there.').message).toContain('(Nothing listens there): ');
  });

  test('has an explanation that redaction leaves whole', () => {
    const { explanation, message } = new HomeFailure(kind);
    expect(message).toBe(`${kind}: ${explanation}`);
    expect(redactText(message)).toBe(message);
  });
});

describe.skipIf(schemaIsMissing)(`Every failure makes a message that Amazon's schema accepts ${SCHEMA_HINT}`, () => {
  let faultsOf: SchemaCheck;
  beforeAll(() => {
    faultsOf = compileSchema();
  });

  test.each(kinds)('%s', (kind) => {
    const grant = directiveForHome('Alexa.Authorization', 'AcceptGrant', {
      grantee: { type: 'BearerToken', token: 'token-of-the-person' },
    });
    const discover = directiveForHome('Alexa.Discovery', 'Discover', {});
    const messages = [turnOn, grant, discover, undefined].map((directive) => messageFor(directive, kind));
    expect(messages.flatMap(faultsOf)).toEqual([]);
    expect(messages).toMatchObject([
      { event: { payload: { type: failureTable[kind].errorType } } },
      { event: { payload: { type: 'ACCEPT_GRANT_FAILED' } } },
      { event: { payload: { endpoints: [] } } },
      { event: { payload: { type: failureTable[kind].errorType } } },
    ]);
  });
});

test('Only failures that speak for a home that cannot be had open the breaker', () => {
  expect(kinds.filter((kind) => new HomeFailure(kind).homeIsDown)).toEqual([
    'dns-failed',
    'connect-refused',
    'proxy-failed',
    'connect-timeout',
    'tls-failed',
    'too-slow',
    'connection-lost',
    'unavailable',
  ]);
});
