import type { Gateway, OperationNames } from './operation.ts';
import type { StandardSchema } from './standard-schema.ts';
import type { GatewayStatus, HealthReport } from './status.ts';

export interface RegisterStageParams {
  readonly name: string;
  /** What the stage does. Its result is not kept. */
  readonly run: () => void | Promise<void>;
  /** Stages that must have succeeded before. */
  readonly after?: readonly string[] | undefined;
  /** A stage that is not required may fail; start-up is then `degraded`. Default true. */
  readonly required?: boolean | undefined;
  /** Milliseconds after which the stage counts as failed. Default 5,000. */
  readonly timeoutMs?: number | undefined;
  /** Ends what the stage began; run by `lambdaCleanup`, newest first. */
  readonly cleanup?: (() => void | Promise<void>) | undefined;
  /**
   * Renews what a snapshot or a long freeze spoils: connections, credentials, random seeds. Run by `lambdaInit` when it
   * notices such a resume, in the order in which the stages succeeded. A failure is a warning.
   */
  readonly resume?: (() => void | Promise<void>) | undefined;
}

export interface StageReport {
  readonly name: string;
  readonly state: 'pending' | 'running' | 'succeeded' | 'failed' | 'skipped';
  /** Milliseconds; absent until the stage has ended. */
  readonly durationMs?: number | undefined;
  /** Why it failed or was skipped, redacted. */
  readonly reason?: string | undefined;
}

export interface StartupReport {
  readonly state: 'ready' | 'degraded' | 'failed';
  readonly durationMs: number;
  readonly stages: readonly StageReport[];
  /**
   * How AWS started this environment: `on-demand`, `provisioned-concurrency`, `snap-start`, `lambda-managed-instances`,
   * or `unknown` outside Lambda.
   */
  readonly initializationType: string;
}

/**
 * How the latest invocation found its environment. `cold`: it waited for start-up. `provisioned`: start-up was done ahead
 * of the first event. `resumed`: the wall clock had run on without the environment, as after a SnapStart restore. `warm`:
 * none of these.
 */
export type StartKind = 'cold' | 'provisioned' | 'resumed' | 'warm';

export interface EnvironmentStatus {
  /** As AWS names it; see `StartupReport`. */
  readonly initializationType: string;
  /** Absent before the first `lambdaInit`. */
  readonly start?: StartKind | undefined;
  /** How often `lambdaInit` was called: once an invocation. */
  readonly invocations: number;
  readonly resumes: number;
  /** Milliseconds that the last resume had skipped; absent before one. */
  readonly skippedMs?: number | undefined;
  /** Milliseconds by the wall clock since this environment began. */
  readonly ageMs: number;
}

export interface CleanupReport {
  readonly cleaned: readonly string[];
  readonly failed: readonly string[];
}

/**
 * Where settings live besides the environment: answers the values of the names that it has, in few calls. Made from any
 * client, for instance of SSM Parameter Store; what it throws counts as an outage.
 */
export type SettingSource = (names: readonly string[]) => Promise<Readonly<Record<string, string | undefined>>>;

/** A value of a source. */
export interface SettingReference {
  /** A name among the gateway's `sources`. */
  readonly source: string;
  /** The value's name there: `/app/token`, or a secret's name or ARN. */
  readonly name: string;
  /** A member of a value that is JSON text, as secrets with several fields are. */
  readonly field?: string | undefined;
}

export interface GetConfigParams<Output> {
  /** A Standard Schema whose input is the record of environment variables, with the values of `from` laid over it. */
  readonly schema: StandardSchema<Output>;
  /** A name for messages and for the cached value. One name, one schema. */
  readonly name: string;
  /** How long the answer is kept, in milliseconds. Default 300,000. */
  readonly ttlMs?: number | undefined;
  /** Settings that are read from a source, by the name that the schema knows. Default: none. */
  readonly from?: Readonly<Record<string, SettingReference>> | undefined;
  /**
   * What the names of variables begin with that may say where their value stands, as `source:name` or
   * `source:name#field` with a source that the gateway has: `APP_TOKEN=parameters:/app/token`. Default: none may.
   */
  readonly references?: string | undefined;
}

export interface ReloadConfigParams {
  /** One configuration. Default: all that were read so far. */
  readonly name?: string | undefined;
}

export interface ConfigReload {
  readonly name: string;
  /** `kept`: the new settings could not be read or were refused, so the last good ones stay. */
  readonly outcome: 'changed' | 'unchanged' | 'kept';
  /** Why it was kept. */
  readonly reason?: string | undefined;
}

export interface GetSecretParams {
  readonly name: string;
  /**
   * A name among the gateway's `sources`, or `environment`. Default: the environment variable of that name if it is set,
   * or where that says that the value stands (`source:name#field`); else the source `secrets`, else `parameters`.
   */
  readonly source?: string | undefined;
  /** A member of a value that is JSON text. */
  readonly field?: string | undefined;
  /** How old a kept value may be, in milliseconds. Default 300,000. */
  readonly ttlMs?: number | undefined;
}

export interface WatchShutdownParams {
  /** What is left to do when all cleanups have run, such as flushing logs. */
  readonly finish?: (() => void | Promise<void>) | undefined;
}

export interface ShutdownWatch {
  /**
   * Whether Lambda will send SIGTERM: `registered` as internal extension, `refused` when the Extensions API was there but
   * did not take it, `no-lambda` when no Extensions API is announced.
   */
  readonly extension: 'registered' | 'refused' | 'no-lambda';
  /** Why it was refused. */
  readonly reason?: string | undefined;
}

export interface MemoryStatus {
  /** Resident set size in bytes. */
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  /** The Lambda's memory limit in bytes; absent outside Lambda. */
  readonly limitBytes?: number | undefined;
  /** Resident over limit, 0 to 1; absent outside Lambda. */
  readonly usedRatio?: number | undefined;
}

export interface InitializationStatus extends GatewayStatus {
  /** The last start-up; absent before the first. */
  readonly startup?: StartupReport | undefined;
  readonly environment: EnvironmentStatus;
  /** Configurations and secrets that are served as last known good, each with the reason. */
  readonly stale: readonly string[];
}

/** Start-up in stages, once per execution environment, and the end of it. */
export interface InitializationOperations {
  /** Adds a stage. Throws `INITIALIZATION_STAGE_EXISTS` and, after start-up, `INITIALIZATION_ALREADY_STARTED`. */
  registerStage(params: RegisterStageParams): void;
  /**
   * Runs the stages once; later and concurrent callers get the same report. Never throws for a failed stage. Called once
   * an invocation, it also notices when the environment was resumed, and then waits for the stages' `resume`.
   */
  lambdaInit(): Promise<StartupReport>;
  /** Runs the cleanups of all stages that succeeded, newest first. */
  lambdaCleanup(): Promise<CleanupReport>;
  /** All stages, in order of registration. */
  getStages(): readonly StageReport[];
  /**
   * Configuration from the environment and, where `from` says so, from sources. Settings that can no longer be read or
   * that became invalid do not take a good configuration away: the last good one is served, with a warning. Before there
   * is one, throws `INITIALIZATION_INVALID_CONFIG` naming each setting, `INITIALIZATION_SOURCE_FAILED`,
   * `INITIALIZATION_UNKNOWN_SOURCE`.
   */
  getConfig<Output>(params: GetConfigParams<Output>): Promise<Output>;
  /**
   * Reads configurations anew, whatever their time to live. Settings that are refused change nothing: the last good ones
   * stay. Throws `INITIALIZATION_UNKNOWN_CONFIG` for a name that was never read.
   */
  reloadConfig(params?: ReloadConfigParams): Promise<readonly ConfigReload[]>;
  /**
   * A secret, which is hidden in everything that is written from then on. While its source is out, the last value is
   * served, with a warning. Throws `INITIALIZATION_SECRET_NOT_FOUND`, `INITIALIZATION_SOURCE_FAILED`,
   * `INITIALIZATION_UNKNOWN_SOURCE`.
   */
  getSecret(params: GetSecretParams): Promise<string>;
  /**
   * Registers with Lambda as an internal extension, so that SIGTERM is sent before the environment ends, and cleans up
   * when it comes. Await it while the function's module loads: Lambda takes registrations only until then. Never throws.
   */
  watchShutdown(params?: WatchShutdownParams): Promise<ShutdownWatch>;
  /** Memory used, against the limit of the function. */
  memoryStatus(): MemoryStatus;
  /** How this execution environment came to be and how the latest invocation found it. */
  environmentStatus(): EnvironmentStatus;
  /** Start-up and memory, as checks. */
  healthCheck(): Promise<HealthReport>;
  /** State, with the last start-up. */
  getStatus(): InitializationStatus;
}

/** Names of the initialization operations. */
export const InitializationOperation: OperationNames<InitializationOperations> = {
  REGISTER_STAGE: 'registerStage',
  LAMBDA_INIT: 'lambdaInit',
  LAMBDA_CLEANUP: 'lambdaCleanup',
  GET_STAGES: 'getStages',
  GET_CONFIG: 'getConfig',
  RELOAD_CONFIG: 'reloadConfig',
  GET_SECRET: 'getSecret',
  WATCH_SHUTDOWN: 'watchShutdown',
  MEMORY_STATUS: 'memoryStatus',
  ENVIRONMENT_STATUS: 'environmentStatus',
  HEALTH_CHECK: 'healthCheck',
  GET_STATUS: 'getStatus',
};

export interface InitializationGateway extends Gateway<InitializationOperations> {}
