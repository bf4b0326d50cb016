import type { EntityState } from '../entity.ts';
import type { EntitySeed } from '../entity-seed.ts';
import type { JsonObject } from '../json.ts';
import type { Field } from './field.ts';
import type { ServiceCall } from './service-call.ts';

/** What a service does to one entity. */
export interface ServiceEffect {
  readonly state?: string;
  readonly attributes?: JsonObject;
  /** Calls that follow; a scene consists of them. */
  readonly calls?: readonly ServiceCall[];
}

/** What a service knows besides the entity and the data. */
export interface ServiceSurroundings {
  readonly seed: EntitySeed | undefined;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** One service: the fields it takes and its effect, a pure function. */
export interface Service {
  readonly fields?: Readonly<Record<string, Field>>;
  /** @throws {ServiceError} `INVALID_SERVICE_DATA` when the entity cannot do what the fields ask. */
  readonly effect: (entity: EntityState, data: JsonObject, surroundings: ServiceSurroundings) => ServiceEffect;
}

/** The services of one domain, by name. */
export type DomainServices = Readonly<Record<string, Service>>;

/** Why a service call was refused; the HTTP door answers 400 to both, as Home Assistant does. */
export const ServiceErrorCode = {
  SERVICE_NOT_FOUND: 'SERVICE_NOT_FOUND',
  INVALID_SERVICE_DATA: 'INVALID_SERVICE_DATA',
} as const;
export type ServiceErrorCode = (typeof ServiceErrorCode)[keyof typeof ServiceErrorCode];

/** A service call that changed nothing because it was refused. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The refusal of data that does not fit. */
export function invalidData(message: string): ServiceError {
  return new ServiceError(ServiceErrorCode.INVALID_SERVICE_DATA, message);
}
