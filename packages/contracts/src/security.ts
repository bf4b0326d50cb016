import type { Gateway, OperationNames } from './operation.ts';
import type { StandardSchema } from './standard-schema.ts';
import type { GatewayStatus } from './status.ts';

export interface ValidateInputParams<Output> {
  /** A schema of any library that speaks Standard Schema v1. */
  readonly schema: StandardSchema<Output>;
  readonly input: unknown;
}

export interface ValidateRequestParams {
  /** The event as it arrived. */
  readonly request: unknown;
  /** Serialised size that is still accepted, in bytes. Default 1,048,576. */
  readonly maxBytes?: number | undefined;
  /** Nesting that is still accepted. Default 64. */
  readonly maxDepth?: number | undefined;
}

export interface RequestCheck {
  readonly accepted: boolean;
  /** Why not, and what to do; absent when accepted. */
  readonly reason?: string | undefined;
}

export interface FilterSensitiveParams<Data> {
  readonly data: Data;
}

export interface SanitizeErrorParams {
  readonly error: unknown;
}

export interface SafeError {
  readonly name: string;
  /** Redacted message. */
  readonly message: string;
  readonly code?: string | undefined;
  /** Messages of the causes, outermost first, redacted. */
  readonly causes: readonly string[];
}

export interface AuthenticateAlexaParams {
  readonly request: unknown;
  /** Skill ids (`amzn1.ask.skill....`) that may call. Empty: any, as smart-home directives carry none. */
  readonly allowedSkillIds?: readonly string[] | undefined;
}

export interface AlexaIdentity {
  readonly kind: 'smart-home' | 'custom-skill';
  /** The skill's `applicationId`; custom skill only. */
  readonly skillId?: string | undefined;
  /** The account-linking access token; absent when the person has not linked an account. */
  readonly token?: string | undefined;
}

export interface RegisterSecretParams {
  /** The secret itself. Shorter than 8 characters is refused, as hiding it would hide ordinary text. */
  readonly value: string;
  /** How long it is hidden: for this invocation or as long as the composition lives. Default `composition`. */
  readonly scope?: 'invocation' | 'composition' | undefined;
}

export interface CheckUrlParams {
  readonly url: string;
  /** Host names that may be called: exact, or `*.example.com` for subdomains. Empty: any. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Whether loopback, private and link-local addresses may be named. Default false. */
  readonly allowPrivate?: boolean | undefined;
  /** Whether plain http may be used. Default false. */
  readonly allowHttp?: boolean | undefined;
}

export interface UrlCheck {
  readonly allowed: boolean;
  /** Why not, and what to do; absent when allowed. */
  readonly reason?: string | undefined;
}

export interface SecurityStatus extends GatewayStatus {
  /** How many secrets are being hidden; never which. */
  readonly registeredSecrets: number;
  readonly rejectedRequests: number;
}

/** Checks what comes in, hides what must not go out. */
export interface SecurityOperations {
  /** The schema's output. Throws `SECURITY_INVALID_INPUT` with the path of each problem. */
  validateInput<Output>(params: ValidateInputParams<Output>): Promise<Output>;
  /** Whether an event is of a bearable size and depth. Never throws on hostile input. */
  validateRequest(params: ValidateRequestParams): RequestCheck;
  /** A copy in which secrets are replaced by `[redacted]`: by key name, by shape and by registered value. */
  filterSensitive<Data>(params: FilterSensitiveParams<Data>): Data;
  /** What may be told of an error. */
  sanitizeError(params: SanitizeErrorParams): SafeError;
  /** Who calls. Throws `SECURITY_UNKNOWN_SKILL` and `SECURITY_NOT_ALEXA`. */
  authenticateAlexa(params: AuthenticateAlexaParams): AlexaIdentity;
  /** From now on this value is hidden wherever it appears. Throws `SECURITY_SECRET_TOO_SHORT`. */
  registerSecret(params: RegisterSecretParams): void;
  /** Whether a URL may be called. */
  checkUrl(params: CheckUrlParams): Promise<UrlCheck>;
  /** State, with counts of secrets and refusals. */
  getStatus(): SecurityStatus;
}

/** Names of the security operations. */
export const SecurityOperation: OperationNames<SecurityOperations> = {
  VALIDATE_INPUT: 'validateInput',
  VALIDATE_REQUEST: 'validateRequest',
  FILTER_SENSITIVE: 'filterSensitive',
  SANITIZE_ERROR: 'sanitizeError',
  AUTHENTICATE_ALEXA: 'authenticateAlexa',
  REGISTER_SECRET: 'registerSecret',
  CHECK_URL: 'checkUrl',
  GET_STATUS: 'getStatus',
};

export interface SecurityGateway extends Gateway<SecurityOperations> {}
