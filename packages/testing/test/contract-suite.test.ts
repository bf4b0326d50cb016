import type { Gateway } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { type GatewayContract, gatewayContractChecks, testGatewayContract } from '../src/index.ts';
import { createPresenceGateway, PresenceOperation, type PresenceOperations } from './presence-gateway.ts';

const contract: GatewayContract<PresenceOperations> = {
  names: PresenceOperation,
  create: (wiring) => createPresenceGateway(wiring),
  samples: {
    enter: { params: [{ person: 'Ada', room: 'kitchen' }], kind: 'sync' },
    whereIs: { params: [{ person: 'Ada' }], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
};

// The suite as a third party uses it, on a gateway that is none of the ten.
testGatewayContract('presence', contract);

/** Titles of the checks that a gateway fails. */
async function failuresOf(create: GatewayContract<PresenceOperations>['create'], name = 'presence') {
  const failed: string[] = [];
  for (const check of gatewayContractChecks(name, { ...contract, create })) {
    try {
      await check.run();
    } catch {
      failed.push(check.title);
    }
  }
  return failed;
}

/** The presence gateway with something about it changed. */
function changed(
  change: (gateway: Gateway<PresenceOperations>) => object,
): GatewayContract<PresenceOperations>['create'] {
  return (wiring) => {
    const gateway = createPresenceGateway(wiring);
    return { ...gateway, name: gateway.name, ...change(gateway) } as Gateway<PresenceOperations>;
  };
}

describe('the contract suite', () => {
  it('finds nothing wrong with a gateway that is right', async () => {
    expect(await failuresOf(contract.create)).toEqual([]);
  });

  it('finds a missing operation', async () => {
    const create = changed(({ operations }) => ({
      operations: { enter: operations.enter, getStatus: operations.getStatus },
    }));
    expect(await failuresOf(create)).toContain('has exactly the operations that its const object names');
  });

  it('finds a gateway of another name', async () => {
    expect(await failuresOf(contract.create, 'absence')).toContain('says of itself how it does');
  });

  it('finds an operation that is asynchronous by habit', async () => {
    const create = changed(({ operations }) => ({
      operations: { ...operations, getStatus: async () => operations.getStatus() },
    }));
    expect(await failuresOf(create)).toEqual([
      'keeps synchronous operations synchronous and asynchronous ones asynchronous, on both faces',
    ]);
  });

  it('finds an execute that throws', async () => {
    const create = changed(() => ({
      execute: () => {
        throw new Error('out of execute');
      },
    }));
    expect(await failuresOf(create)).toContain(
      'answers nonsense with a standard response and never throws out of execute',
    );
  });

  it('finds an execute that calls members of every object', async () => {
    const create = changed(({ execute }) => ({
      execute: (operation: never) => {
        const inherited = ({} as Record<string, unknown>)[operation];
        return inherited === undefined ? (execute as (name: string) => unknown)(operation) : { success: true };
      },
    }));
    expect(await failuresOf(create)).toContain('refuses what is no operation, members of every object included');
  });

  it('finds state that two instances share', async () => {
    let entered = 0;
    const create = changed(({ execute, operations }) => ({
      execute: (operation: 'enter' | 'getStatus', params: never) => {
        if (operation === 'enter') entered += 1;
        const response = (execute as (name: string, given: unknown) => { data?: object })(operation, params);
        return operation === 'getStatus' ? { ...response, data: { ...response.data, entered } } : response;
      },
      operations,
    }));
    expect(await failuresOf(create)).toContain('shares nothing with another instance');
  });
});
