import type { Gateway } from '@hearthgate/contracts';
import { type ChainView, PipelineCall, type PipelinePeers } from './call.ts';
import type { ChainNode } from './chain.ts';
import { createEnvironment, type Environment } from './environment.ts';
import { GatewayError } from './gateway-error.ts';
import { madeOnRead } from './made-on-read.ts';
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

const PIPELINE_PEERS: ReadonlySet<string> = new Set(['cache', 'logging', 'utility']);

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

/** Whom an object of operations was made for. */
interface Caller {
  /** The chain that calls. */
  readonly parent: ChainNode;
  /** The gateway whose use is counted. */
  readonly name: string | undefined;
}

/** An operation that was called: how it was declared, and its pipeline. */
interface Route {
  readonly declared: AnyOperation;
  readonly step: Step;
}

class GatewayPipeline<Operations, Ports> {
  readonly name: string;
  readonly operations: object;
  readonly execute: (operation: string, params?: unknown) => unknown;
  readonly #alone: Readonly<Record<string, unknown>>;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #environment: Environment;
  readonly #bit: number;
  readonly #declared: Readonly<Record<string, unknown>>;
  readonly #routes = new Map<string, Route>();
  readonly #views = new Map<ChainNode, ChainView<Ports>>();
  readonly #counted = new Map<ChainNode, object>();
  readonly #uncounted = new Map<ChainNode, object>();
  /** Whom each object of operations was made for, and where each object of peers stands. */
  readonly #callers = new Map<object, Caller>();
  readonly #nodes = new Map<object, ChainNode>();
  readonly #anyOperations: object = madeOnRead({
    has: (name) => Object.hasOwn(this.#declared, name),
    make: (owner, name) => this.#operationFor(this.#callers.get(owner) as Caller, name),
  });
  readonly #anyPorts: object = madeOnRead({
    has: (name) => Object.hasOwn(this.#alone, name),
    make: (owner, peer) => this.#peerFor(owner, peer, this.name) ?? this.#alone[peer],
  });
  readonly #anyPipelinePeers: object = madeOnRead({
    has: (name) => PIPELINE_PEERS.has(name),
    make: (owner, peer) => this.#peerFor(owner, peer, undefined),
  });

  constructor(definition: GatewayDefinition<Operations, Ports>, wiring: Wiring<Ports>, environment: Environment) {
    this.name = definition.name;
    this.#alone = definition.alone as Readonly<Record<string, unknown>>;
    this.#given = (wiring.peers ?? {}) as Readonly<Record<string, unknown>>;
    this.#environment = environment;
    this.#bit = environment.chains.bitOf(definition.name);
    this.#declared = definition.operations as Readonly<Record<string, unknown>>;
    const { root } = environment.chains;
    const everybody: Caller = { parent: root, name: undefined };
    const operations: Record<string, unknown> = Object.create(null);
    for (const operation of Object.keys(this.#declared))
      operations[operation] = this.#operationFor(everybody, operation);
    this.operations = operations;
    Object.defineProperty(operations, bound, {
      value: (caller: ChainNode, cell: string | undefined) => this.#boundFor(caller, cell),
    });
    const origin = { ...this.#viewFor(root), isAnswered: true };
    // A field, not a method: `const { execute } = gateway` keeps working.
    this.execute = (operation, params) => {
      const call = new PipelineCall(origin, environment, operation, params);
      const route = this.#routeTo(operation);
      if (route === undefined) {
        const known = Object.keys(this.#declared).join(', ');
        const message = `${this.name} has no operation ${JSON.stringify(operation)}; it has ${known}.`;
        return failure(call, new GatewayError('KERNEL_UNKNOWN_OPERATION', message), this.name);
      }
      const response = respond(route.step, call, this.name);
      return route.declared.prompt === true ? Promise.resolve(response) : response;
    };
  }

  /** The operations as one caller sees them. A caller of another composition is treated as an origin. */
  #boundFor(caller: ChainNode, name: string | undefined): object {
    const parent = caller.registry === this.#environment.chains ? caller : this.#environment.chains.root;
    const made = name === undefined ? this.#uncounted : this.#counted;
    let operations = made.get(parent);
    if (operations === undefined) {
      operations = Object.create(this.#anyOperations) as object;
      this.#callers.set(operations, { parent, name });
      made.set(parent, operations);
    }
    return operations;
  }

  #operationFor(caller: Caller, operation: string): (params?: unknown) => unknown {
    const environment = this.#environment;
    const { isIdle, prompt } = normalizeOperation(this.#declared[operation]);
    let view: ChainView<Ports> | undefined;
    let step: Step | undefined;
    let cell: CellUse | undefined;
    const run = (params?: unknown) => {
      view ??= this.#viewFor(caller.parent);
      step ??= (this.#routeTo(operation) as Route).step;
      if (caller.name !== undefined) {
        cell ??= environment.statistics.cell(caller.name, this.name, operation);
        cell.calls += 1;
      }
      return step(new PipelineCall(view, environment, operation, params));
    };
    if (prompt === true) return promised(run);
    return isIdle === undefined ? run : this.#unlessIdle(operation, isIdle, run, caller.name);
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
      const ports = Object.create(this.#anyPorts) as Ports & object;
      const pipelinePeers = Object.create(this.#anyPipelinePeers) as PipelinePeers;
      this.#nodes.set(ports, node).set(pipelinePeers, node);
      view = { node, ports, pipelinePeers, isAnswered: false };
      this.#views.set(parent, view);
    }
    return view;
  }

  /** A peer as the chain may call it that an object of peers was made for; read from what was given once. */
  #peerFor(owner: object, peer: string, cell: string | undefined): unknown {
    const node = this.#nodes.get(owner) as ChainNode;
    if ((node.mask & this.#environment.chains.bitOf(peer)) !== 0) return undefined;
    const given = this.#given[peer] as BoundOperations | undefined;
    return given?.[bound]?.(node, cell) ?? given;
  }

  #routeTo(operation: string): Route | undefined {
    let route = this.#routes.get(operation);
    if (route === undefined) {
      if (!Object.hasOwn(this.#declared, operation)) return undefined;
      const declared = normalizeOperation(this.#declared[operation]);
      route = { declared, step: this.#stepOf(operation, declared) };
      this.#routes.set(operation, route);
    }
    return route;
  }

  #stepOf(operation: string, { run, cacheable, passesErrors }: AnyOperation): Step {
    const environment = this.#environment;
    const counters = environment.statistics.operation(this.name, operation);
    const measured = measure(this.name, this.#bit, environment, counters, passesErrors === true);
    const handler: Step = (call) => run(call.params, call);
    return measured(cacheable === undefined ? handler : resultCache(this.name, cacheable)(handler));
  }
}

/** Answers as a promise what an operation answers, or throws, at once. */
function promised(run: (params?: unknown) => unknown): (params?: unknown) => unknown {
  // An `async` function makes a promise in less time than `Promise.resolve`.
  return async (params) => run(params);
}
