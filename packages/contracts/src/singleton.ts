import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

export interface SingletonRegisterParams<Instance> {
  /** 1 to 512 characters. */
  readonly key: string;
  /** Makes the instance on first use. Concurrent first users share one run of it. */
  readonly create: () => Instance | Promise<Instance>;
  /**
   * Ends the instance; a promise is awaited, any other result ignored. Default: the instance's own
   * `Symbol.asyncDispose` or `Symbol.dispose`, if it has one.
   */
  readonly dispose?: ((instance: Instance) => unknown) | undefined;
}

export interface SingletonKeyParams {
  readonly key: string;
}

export interface SingletonGetParams<Instance> extends SingletonKeyParams {
  /** As for `register`; needed when the key was not registered before, and ignored when it was. */
  readonly create?: (() => Instance | Promise<Instance>) | undefined;
  readonly dispose?: ((instance: Instance) => unknown) | undefined;
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
   * Throws `SINGLETON_NOT_REGISTERED`, `SINGLETON_INVALID_KEY`, `SINGLETON_CYCLE`.
   */
  get<Instance>(params: SingletonGetParams<Instance>): Promise<Instance>;
  /** Whether a key is ready. */
  has(params: SingletonKeyParams): boolean;
  /**
   * Ends one instance; the next `get` makes a new one. An instance that is being made is awaited and ended. Answers
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
  LIST: 'list',
  GET_STATUS: 'getStatus',
};

export interface SingletonGateway extends Gateway<SingletonOperations> {}
