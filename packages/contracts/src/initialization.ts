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
  /** How AWS started this environment: `on-demand`, `provisioned-concurrency`, `snap-start` or `unknown`. */
  readonly initializationType: string;
}

export interface CleanupReport {
  readonly cleaned: readonly string[];
  readonly failed: readonly string[];
}

export interface GetConfigParams<Output> {
  /** A Standard Schema whose input is the record of environment variables. */
  readonly schema: StandardSchema<Output>;
  /** A name for messages and for the cached value. */
  readonly name: string;
  /** How long the answer is kept, in milliseconds. Default 300,000. */
  readonly ttlMs?: number | undefined;
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
}

/** Start-up in stages, once per execution environment, and the end of it. */
export interface InitializationOperations {
  /** Adds a stage. Throws `INITIALIZATION_STAGE_EXISTS` and, after start-up, `INITIALIZATION_ALREADY_STARTED`. */
  registerStage(params: RegisterStageParams): void;
  /** Runs the stages once; later and concurrent callers get the same report. Never throws for a failed stage. */
  lambdaInit(): Promise<StartupReport>;
  /** Runs the cleanups of all stages that succeeded, newest first. */
  lambdaCleanup(): Promise<CleanupReport>;
  /** All stages, in order of registration. */
  getStages(): readonly StageReport[];
  /** Configuration from the environment. Throws `INITIALIZATION_INVALID_CONFIG` naming each setting. */
  getConfig<Output>(params: GetConfigParams<Output>): Promise<Output>;
  /** Memory used, against the limit of the function. */
  memoryStatus(): MemoryStatus;
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
  MEMORY_STATUS: 'memoryStatus',
  HEALTH_CHECK: 'healthCheck',
  GET_STATUS: 'getStatus',
};

export interface InitializationGateway extends Gateway<InitializationOperations> {}
