import keyvTestSuite, { keyvApiTests, keyvNamespaceTest, keyvValueTests } from '@keyv/test-suite';
import Keyv, { type KeyvStoreAdapter } from 'keyv';
import * as vitest from 'vitest';
import { gatewayStore } from './gateway-store.ts';

// The suite is typed for another major version of vitest, of which it uses `it`, `beforeEach`, `afterEach` and `expect`.
type SuiteRunner = Parameters<typeof keyvTestSuite>[0];

/** Runs Keyv's suite on an adapter as it is, and through the cache in front of it. */
export function describeKeyvSuite(name: string, makeStore: () => KeyvStoreAdapter): void {
  const runner = vitest as unknown as SuiteRunner;
  vitest.describe(`Keyv's own suite on ${name}`, () => keyvTestSuite(runner, Keyv, makeStore));
  vitest.describe(`Keyv's own suite through the cache in front of ${name}`, () => {
    const makeGateway = () => gatewayStore(makeStore());
    keyvApiTests(runner, Keyv, makeGateway);
    keyvValueTests(runner, Keyv, makeGateway);
    keyvNamespaceTest(runner, Keyv, makeGateway);
  });
}
