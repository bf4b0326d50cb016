import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus, HealthReport } from './status.ts';

/** What is said of an instance beside how it is made. */
export interface SingletonLife<Instance> {
  /**
   * Ends the instance; a promise is awaited, any other result ignored. Default: the instance's own
   * `Symbol.asyncDispose` or `Symbol.dispose`, if it has one.
   */
  readonly dispose?: ((instance: Instance) => unknown) | undefined;
  /**
   * Lets the instance be ended when nobody has asked for it for so many milliseconds, or, when memory is near the limit,
   * for a tenth of that. For instances that are asked for anew at each use, and used for less time than this. Default:
   * it lives until it is reset.
   */
  readonly idleMs?: number | undefined;
  /**
   * Milliseconds that making the instance, and ending it, may take, each; `Infinity` for as long as it likes. Default
   * 30,000. Then it has failed with `SINGLETON_TIMEOUT`; an instance that comes later is ended.
   */
  readonly timeoutMs?: number | undefined;
  /** Whether the instance works, for `healthCheck`: it does unless this answers `false`, or throws. */
  readonly check?: ((instance: Instance) => unknown) | undefined;
}

export interface SingletonRegisterParams<Instance> extends SingletonLife<Instance> {
  /** 1 to 512 characters. */
  readonly key: string;
  /** Makes the instance on first use. Concurrent first users share one run of it. */
  readonly create: () => Instance | Promise<Instance>;
}

export interface SingletonKeyParams {
  readonly key: string;
}

/** `create`, and what goes with it, is needed when the key was not registered before, and ignored when it was. */
export interface SingletonGetParams<Instance> extends SingletonKeyParams, SingletonLife<Instance> {
  readonly create?: (() => Instance | Promise<Instance>) | undefined;
}

export interface SingletonCleanupParams {
  /** In place of the `idleMs` of each instance. Those that have none are left alone all the same. */
  readonly idleMs?: number | undefined;
}

export interface SingletonHealthParams {
  /** Milliseconds after which a check counts as failed. Default 1,000. */
  readonly timeoutMs?: number | undefined;
}

export interface SingletonOnceParams<Result> {
  readonly key: string;
  readonly run: () => Result | Promise<Result>;
}

export interface SingletonInfo {
  readonly key: string;
  readonly state: 'registered' | 'creating' | 'ready';
  /** Epoch milliseconds of the creation; absent until the instance is ready. */
  readonly createdAtMs?: number | undefined;
  /** Epoch milliseconds when it was last asked for; absent until the instance is ready. */
  readonly lastUsedAtMs?: number | undefined;
  /** How often it was asked for. */
  readonly uses: number;
}

export interface SingletonStatus extends GatewayStatus {
  readonly instances: number;
}

/** Instances that live once per execution environment and end in reverse order of their creation. */
export interface SingletonOperations {
  /**
   * Declares how an instance is made, without making it. A key can be declared again after `reset`.
   * Throws `SINGLETON_ALREADY_REGISTERED`, `SINGLETON_INVALID_KEY`.
   */
  register<Instance>(params: SingletonRegisterParams<Instance>): void;
  /**
   * The instance of a key, made on first use. A failed creation is not kept, and its error is passed on to everybody
   * who waited for it. While the key is being reset, it waits and then makes a new instance.
   * Throws `SINGLETON_NOT_REGISTERED`, `SINGLETON_INVALID_KEY`, `SINGLETON_CYCLE`, `SINGLETON_TIMEOUT`.
   */
  get<Instance>(params: SingletonGetParams<Instance>): Promise<Instance>;
  /** Whether a key is ready. */
  has(params: SingletonKeyParams): boolean;
  /**
   * Ends one instance; the next `get` makes a new one, and must bring `create` if the key was not registered. An instance that is being made is awaited and ended. Answers
   * whether this call ended one. Throws `SINGLETON_DISPOSE_FAILED`; the instance is forgotten all the same.
   */
  reset(params: SingletonKeyParams): Promise<boolean>;
  /**
   * Ends all instances, newest first; answers how many. Those that are being made when it is called are awaited and
   * ended, later ones live on. Throws `SINGLETON_DISPOSE_FAILED` after all were tried: its cause is an `AggregateError`
   * with one error for each that failed, its data has their `keys` and how many were `ended`.
   */
  resetAll(): Promise<number>;
  /**
   * Runs once per execution environment; later callers get the first result. A failed run may be tried again. Its keys
   * are apart from those of instances, and no reset forgets it.
   */
  executeOnce<Result>(params: SingletonOnceParams<Result>): Promise<Result>;
  /**
   * Ends the instances that were idle for their `idleMs`, newest first, and answers how many. One that a living
   * instance asked for while that was made is not idle. It happens by itself when something else is asked for.
   * Throws `SINGLETON_DISPOSE_FAILED`.
   */
  cleanup(params?: SingletonCleanupParams): Promise<number>;
  /**
   * Ends idle instances as `cleanup` does; when memory is near the limit, or the limit is not known, a tenth of their
   * `idleMs` is enough. It happens by itself when an instance is made. Throws `SINGLETON_DISPOSE_FAILED`.
   */
  optimizeMemory(): Promise<number>;
  /** Runs the checks of all instances that are ready, side by side. Creations that failed make it `degraded`. */
  healthCheck(params?: SingletonHealthParams): Promise<HealthReport>;
  /** All keys, in order of registration. */
  list(): readonly SingletonInfo[];
  /** State, and how many instances are ready. */
  getStatus(): SingletonStatus;
}

/** Names of the singleton operations. */
export const SingletonOperation: OperationNames<SingletonOperations> = {
  REGISTER: 'register',
  GET: 'get',
  HAS: 'has',
  RESET: 'reset',
  RESET_ALL: 'resetAll',
  EXECUTE_ONCE: 'executeOnce',
  CLEANUP: 'cleanup',
  OPTIMIZE_MEMORY: 'optimizeMemory',
  HEALTH_CHECK: 'healthCheck',
  LIST: 'list',
  GET_STATUS: 'getStatus',
};

export interface SingletonGateway extends Gateway<SingletonOperations> {}
