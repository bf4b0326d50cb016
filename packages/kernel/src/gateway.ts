import type { Gateway } from '@hearthgate/contracts';
import { type ChainView, PipelineCall, type PipelinePeers } from './call.ts';
import type { ChainNode } from './chain.ts';
import { createEnvironment, type Environment } from './environment.ts';
import { GatewayError } from './gateway-error.ts';
import { type AnyOperation, normalizeOperation, type OperationTable } from './operation-table.ts';
import { measure, resultCache, type Step } from './stages.ts';
import { failure, respond } from './standard-response.ts';
import type { CellUse, OperationStatistics } from './statistics.ts';

/** What a gateway is given from outside: peers (any may be missing) and the environment it stands on. */
export interface Wiring<Ports> {
  /** Operations of other gateways, or fakes. Read when an operation runs, so they may be built later. */
  readonly peers?: Partial<Ports> | undefined;
  readonly environment?: Environment | undefined;
}

/** What makes a gateway. */
export interface GatewayDefinition<Operations, Ports> {
  readonly name: string;
  readonly operations: OperationTable<Operations, Ports>;
  /**
   * The null objects: what stands in for a peer that was not given, or that is already on the chain of the call.
   * Each does the least that lets the gateway work alone.
   */
  readonly alone: Ports;
}

/** Peers bound to the chain that calls them; how the kernel reaches past the public face of a gateway. */
const bound: unique symbol = Symbol.for('@hearthgate/kernel:bound');

interface BoundOperations {
  /** @param cell the gateway whose use is counted; none when its pipeline calls, which is no use of its own */
  readonly [bound]?: (caller: ChainNode, cell: string | undefined) => unknown;
}

const PIPELINE_PEERS = ['cache', 'logging', 'utility'] as const;

/**
 * Builds a gateway: one pipeline per operation, composed on first use, and the two faces over it. Without a wiring
 * the gateway stands alone, on an environment of its own.
 */
export function createGateway<Operations, Ports>(
  definition: GatewayDefinition<Operations, Ports>,
  wiring: Wiring<Ports> = {},
): Gateway<Operations> {
  const environment = wiring.environment ?? createEnvironment();
  return new GatewayPipeline(definition, wiring, environment) as unknown as Gateway<Operations>;
}

class GatewayPipeline<Operations, Ports> {
  readonly name: string;
  readonly operations: object;
  readonly execute: (operation: string, params?: unknown) => unknown;
  readonly #alone: Ports;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #environment: Environment;
  readonly #bit: number;
  readonly #table: Map<string, AnyOperation>;
  readonly #steps = new Map<string, Step>();
  readonly #views = new Map<ChainNode, ChainView<Ports>>();
  readonly #counted = new Map<ChainNode, object>();
  readonly #uncounted = new Map<ChainNode, object>();

  constructor(definition: GatewayDefinition<Operations, Ports>, wiring: Wiring<Ports>, environment: Environment) {
    this.name = definition.name;
    this.#alone = definition.alone;
    this.#given = (wiring.peers ?? {}) as Readonly<Record<string, unknown>>;
    this.#environment = environment;
    this.#bit = environment.chains.bitOf(definition.name);
    this.#table = new Map(
      Object.entries(definition.operations as object).map(([name, declared]) => [name, normalizeOperation(declared)]),
    );
    const { root } = environment.chains;
    this.operations = this.#operationsFor(root, undefined);
    Object.defineProperty(this.operations, bound, {
      value: (caller: ChainNode, cell: string | undefined) => this.#boundFor(caller, cell),
    });
    const origin = { ...this.#viewFor(root), isAnswered: true };
    // A field, not a method: `const { execute } = gateway` keeps working.
    this.execute = (operation, params) => {
      const call = new PipelineCall(origin, environment, operation, params);
      const declared = this.#table.get(operation);
      if (declared === undefined) {
        const known = [...this.#table.keys()].join(', ');
        const message = `${this.name} has no operation ${JSON.stringify(operation)}; it has ${known}.`;
        return failure(call, new GatewayError('KERNEL_UNKNOWN_OPERATION', message), this.name);
      }
      const response = respond(this.#stepFor(operation), call, this.name);
      return declared.prompt === true ? Promise.resolve(response) : response;
    };
  }

  /** The operations as one caller sees them. A caller of another composition is treated as an origin. */
  #boundFor(caller: ChainNode, callerName: string | undefined): object {
    const parent = caller.registry === this.#environment.chains ? caller : this.#environment.chains.root;
    const made = callerName === undefined ? this.#uncounted : this.#counted;
    let operations = made.get(parent);
    if (operations === undefined) {
      operations = this.#operationsFor(parent, callerName);
      made.set(parent, operations);
    }
    return operations;
  }

  #operationsFor(parent: ChainNode, callerName: string | undefined): object {
    const environment = this.#environment;
    const operations: Record<string, (params?: unknown) => unknown> = Object.create(null);
    let view: ChainView<Ports> | undefined;
    for (const [operation, { isIdle, prompt }] of this.#table) {
      let step: Step | undefined;
      let cell: CellUse | undefined;
      const run = (params?: unknown) => {
        view ??= this.#viewFor(parent);
        step ??= this.#stepFor(operation);
        if (callerName !== undefined) {
          cell ??= environment.statistics.cell(callerName, this.name, operation);
          cell.calls += 1;
        }
        return step(new PipelineCall(view, environment, operation, params));
      };
      if (prompt === true) operations[operation] = promised(run);
      else operations[operation] = isIdle === undefined ? run : this.#unlessIdle(operation, isIdle, run, callerName);
    }
    return operations;
  }

  /** Runs an operation unless it has nothing to do; then it is only counted. */
  #unlessIdle(
    operation: string,
    isIdle: NonNullable<AnyOperation['isIdle']>,
    run: (params?: unknown) => unknown,
    callerName: string | undefined,
  ): (params?: unknown) => unknown {
    const { invocations, statistics } = this.#environment;
    let counters: OperationStatistics | undefined;
    let cell: CellUse | undefined;
    return (params) => {
      const invocation = invocations.current();
      if (!isIdle(invocation)) return run(params);
      invocation?.enter(this.#bit, this.name);
      counters ??= statistics.operation(this.name, operation);
      counters.calls += 1;
      if (callerName !== undefined) {
        cell ??= statistics.cell(callerName, this.name, operation);
        cell.calls += 1;
      }
      return undefined;
    };
  }

  #viewFor(parent: ChainNode): ChainView<Ports> {
    let view = this.#views.get(parent);
    if (view === undefined) {
      const node = parent.enter(this.#bit, this.name);
      view = {
        node,
        ports: this.#peersFor(node, Object.keys(this.#alone as object), this.#alone, this.name) as Ports,
        pipelinePeers: this.#peersFor(node, PIPELINE_PEERS, {}, undefined) as PipelinePeers,
        isAnswered: false,
      };
      this.#views.set(parent, view);
    }
    return view;
  }

  /** Peers for one chain: read from what was given on first use, and then kept. */
  #peersFor(node: ChainNode, names: readonly string[], alone: unknown, cell: string | undefined): object {
    const peers = {};
    for (const peer of names) {
      Object.defineProperty(peers, peer, {
        configurable: true,
        enumerable: true,
        get: () => {
          const value = this.#peerFor(node, peer, cell) ?? (alone as Record<string, unknown>)[peer];
          Object.defineProperty(peers, peer, { value, enumerable: true });
          return value;
        },
      });
    }
    return peers;
  }

  #peerFor(node: ChainNode, peer: string, cell: string | undefined): unknown {
    if ((node.mask & this.#environment.chains.bitOf(peer)) !== 0) return undefined;
    const given = this.#given[peer] as BoundOperations | undefined;
    return given?.[bound]?.(node, cell) ?? given;
  }

  #stepFor(operation: string): Step {
    let step = this.#steps.get(operation);
    if (step === undefined) {
      const { run, cacheable, passesErrors } = this.#table.get(operation) as AnyOperation;
      const environment = this.#environment;
      const counters = environment.statistics.operation(this.name, operation);
      const measured = measure(this.name, this.#bit, environment, counters, passesErrors === true);
      const handler: Step = (call) => run(call.params, call);
      step = measured(cacheable === undefined ? handler : resultCache(this.name, cacheable)(handler));
      this.#steps.set(operation, step);
    }
    return step;
  }
}

/** Answers as a promise what an operation answers, or throws, at once. */
function promised(run: (params?: unknown) => unknown): (params?: unknown) => unknown {
  // An `async` function makes a promise in less time than `Promise.resolve`.
  return async (params) => run(params);
}
