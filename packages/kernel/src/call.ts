import type { CacheOperations, LoggingOperations, UtilityOperations } from '@hearthgate/contracts';
import type { ChainNode } from './chain.ts';
import type { Environment } from './environment.ts';
import type { Invocation } from './invocation.ts';
import { randomUuid } from './uuid.ts';

/** What an operation's handler receives beside its parameters. */
export interface Call<Ports> {
  /**
   * The peers, as this chain may call them: a peer that is absent or already on the chain is a null object. Peers and their
   * operations are made when they are read by name, so that a copy of either has only what was read before.
   */
  readonly peers: Ports;
  readonly operation: string;
  /** The invocation's identifier, or a new one outside an invocation. */
  readonly correlationId: string;
  readonly invocation: Invocation | undefined;
  /**
   * Epoch milliseconds at which the call began, with fractions. While an invocation runs it costs no look at the clock, so
   * that it is for times that are asked for by each call.
   */
  readonly beganAtMs: number;
  /** Gateways from the origin of the call to this one. */
  readonly gatewayChain: readonly string[];
  /** Set by a handler that asked a cache; ends up in the standard response. */
  cacheHit: boolean | undefined;
}

/** What the pipeline itself may use of the peers. A peer may be a fake that has only what the gateway asked for. */
export interface PipelinePeers {
  readonly cache?: Partial<Pick<CacheOperations, 'get' | 'set'>> | undefined;
  readonly logging?: Partial<Pick<LoggingOperations, 'log'>> | undefined;
  readonly utility?: Partial<Pick<UtilityOperations, 'generateCorrelationId'>> | undefined;
}

/** One gateway as seen from one chain: its peers are resolved once and reused by every later call. */
export interface ChainView<Ports> {
  readonly node: ChainNode;
  readonly ports: Ports;
  readonly pipelinePeers: PipelinePeers;
  /** Whether `execute` answers its calls: a failure is told then, never thrown. */
  readonly isAnswered: boolean;
}

/** @internal The call as the stages see it. */
export class PipelineCall<Ports> implements Call<Ports> {
  readonly view: ChainView<Ports>;
  readonly environment: Environment;
  readonly operation: string;
  readonly params: unknown;
  readonly invocation: Invocation | undefined;
  cacheHit: boolean | undefined = undefined;
  startedAt = 0;
  durationMs = 0;
  #correlationId: string | undefined;

  constructor(view: ChainView<Ports>, environment: Environment, operation: string, params: unknown) {
    this.view = view;
    this.environment = environment;
    this.operation = operation;
    this.params = params;
    this.invocation = environment.invocations.current();
  }

  get peers(): Ports {
    return this.view.ports;
  }

  get beganAtMs(): number {
    return this.invocation?.epochMsAt(this.startedAt) ?? this.environment.clock.now();
  }

  get gatewayChain(): readonly string[] {
    return this.view.node.names;
  }

  get correlationId(): string {
    if (this.invocation !== undefined) return this.invocation.correlationId;
    this.#correlationId ??=
      this.view.pipelinePeers.utility?.generateCorrelationId?.() ?? randomUuid(this.environment.random);
    return this.#correlationId;
  }
}
