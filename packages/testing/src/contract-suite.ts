import type {
  Gateway,
  OperationArguments,
  OperationNames,
  OperationResult,
  StandardResponse,
} from '@hearthgate/contracts';
import { type Environment, isThenable } from '@hearthgate/kernel';
import { describe, expect, it } from 'vitest';
import { createTestEnvironment } from './test-environment.ts';

/** One valid call of an operation. */
export interface OperationSample<Operations, Name extends keyof Operations> {
  readonly params: OperationArguments<Operations, Name>;
  /** Whether the operation answers a promise; checked on both faces. */
  readonly kind: OperationResult<Operations, Name> extends Promise<unknown> ? 'async' : 'sync';
}

/** What the suite has to know of a gateway. */
export interface GatewayContract<Operations> {
  /** The const object of its operations. */
  readonly names: OperationNames<Operations>;
  /** Makes the gateway on an environment, with no peers. */
  readonly create: (wiring: { readonly environment: Environment }) => Gateway<Operations>;
  /** A valid call of every operation, in an order in which they all succeed on one gateway. */
  readonly samples: { readonly [Name in keyof Operations]: OperationSample<Operations, Name> };
}

type LooseGateway = {
  readonly operations: Readonly<Record<string, (...params: readonly unknown[]) => unknown>>;
  execute(operation: string, ...params: readonly unknown[]): unknown;
};

const NOT_OPERATIONS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'then', '', 'noSuchOperation'];
const BAD_PARAMS: readonly unknown[] = [undefined, null, 0, '', 'text', true, [], {}, { key: 7 }, Symbol.iterator];

/** One thing that holds for every gateway. It throws when it does not hold. */
export interface ContractCheck {
  readonly title: string;
  readonly run: () => void | Promise<void>;
}

/** What holds for every gateway, whoever made it, as checks that any test runner can run. */
export function gatewayContractChecks<Operations>(
  gatewayName: string,
  contract: GatewayContract<Operations>,
): readonly ContractCheck[] {
  const names = Object.values(contract.names) as string[];
  const samples = Object.entries(contract.samples) as [string, { params: readonly unknown[]; kind: string }][];
  const create = () =>
    contract.create({ environment: createTestEnvironment() }) as unknown as LooseGateway & Gateway<Operations>;

  return [
    {
      title: 'has exactly the operations that its const object names',
      run() {
        const gateway = create();
        expect(gateway.name).toBe(gatewayName);
        expect(Object.keys(gateway.operations as object).sort()).toEqual([...names].sort());
        expect(samples.map(([name]) => name).sort()).toEqual([...names].sort());
      },
    },
    {
      title: 'answers every sample with a successful standard response, alone, without any peer',
      async run() {
        const gateway = create();
        for (const [name, { params }] of samples) {
          const response = (await gateway.execute(name, ...params)) as StandardResponse<unknown>;
          expect(response, `${name} answered ${JSON.stringify(response)}`).toMatchObject({ success: true });
          expect(response.correlationId).toMatch(/\S/);
          expect(response.durationMs).toBeGreaterThanOrEqual(0);
        }
      },
    },
    {
      title: 'keeps synchronous operations synchronous and asynchronous ones asynchronous, on both faces',
      async run() {
        const first = create();
        const second = create();
        for (const [name, { params, kind }] of samples) {
          const bare = first.operations[name]?.(...params);
          const response = second.execute(name, ...params);
          const isAsync = kind === 'async';
          expect([name, isThenable(bare), isThenable(response)]).toEqual([name, isAsync, isAsync]);
          await Promise.all([bare, response]);
        }
      },
    },
    {
      title: 'refuses what is no operation, members of every object included',
      async run() {
        for (const name of NOT_OPERATIONS) {
          const response = (await create().execute(name)) as StandardResponse<unknown>;
          const error = { code: 'KERNEL_UNKNOWN_OPERATION', retryable: false };
          expect(response, name).toMatchObject({ success: false, error });
        }
      },
    },
    {
      title: 'answers nonsense with a standard response and never throws out of execute',
      async run() {
        const gateway = create();
        for (const name of names) {
          for (const params of BAD_PARAMS) {
            const response = (await gateway.execute(name, params)) as StandardResponse<unknown>;
            if (response.success) continue;
            expect(response.error.code, `${name} of ${String(params)}`).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/);
            expect(response.error.message, `${name} of ${String(params)}`).not.toBe('');
          }
        }
      },
    },
    {
      title: 'says of itself how it does',
      async run() {
        const status = (await create().operations.getStatus?.()) as Record<string, unknown>;
        expect(status).toMatchObject({ gateway: gatewayName, reasons: expect.any(Array) });
        expect(['healthy', 'degraded', 'unhealthy']).toContain(status.state);
      },
    },
    {
      title: 'shares nothing with another instance',
      async run() {
        const used = create();
        const untouched = create();
        const before = (await create().execute('getStatus')) as { readonly data: unknown };
        for (const [name, { params }] of samples) await used.execute(name, ...params);
        const after = (await untouched.execute('getStatus')) as { readonly data: unknown };
        expect(after.data).toEqual(before.data);
      },
    },
    {
      title: 'keeps working when its functions are taken off the gateway',
      async run() {
        const { execute, operations } = create();
        expect(await execute('getStatus')).toMatchObject({ success: true });
        const { getStatus } = operations;
        expect(await getStatus?.()).toMatchObject({ gateway: gatewayName });
      },
    },
  ];
}

/** Registers the checks as tests of vitest. Call it at the top of a test file. */
export function testGatewayContract<Operations>(gatewayName: string, contract: GatewayContract<Operations>): void {
  describe(`the contract of ${gatewayName}`, () => {
    for (const { title, run } of gatewayContractChecks(gatewayName, contract)) it(title, run);
  });
}
