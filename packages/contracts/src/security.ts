import type { Gateway, OperationNames } from './operation.ts';
import type {
  AlexaIdentity,
  AuthenticateAlexaParams,
  AuthenticateTokenParams,
  Authorization,
  AuthorizeDirectiveParams,
  AuthorizeResourceParams,
  CheckTokenExpiryParams,
  TokenExpiry,
  VerifiedToken,
} from './security-access.ts';
import type { StandardSchema } from './standard-schema.ts';
import type { GatewayStatus, HealthReport } from './status.ts';

export type * from './security-access.ts';

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

export interface SanitizeDataParams {
  readonly data: unknown;
  /** Characters of a text that are kept. Default 10,000. */
  readonly maxTextLength?: number | undefined;
  /** Levels of objects and lists that are kept. Default 32. */
  readonly maxDepth?: number | undefined;
  /** Texts, numbers, members and items that are kept in all. Default 10,000. */
  readonly maxValues?: number | undefined;
  /** Whether line breaks and tabs stay; else each becomes a blank. Default false. */
  readonly multiline?: boolean | undefined;
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
  /**
   * Whether the host is resolved, each of its addresses checked too, and the addresses answered. Who connects to those
   * and to no others cannot be led elsewhere by a name whose address changes in between. Default false.
   */
  readonly resolve?: boolean | undefined;
  /** The URL that redirected here. A step from https to http is refused then, whatever `allowHttp` says. */
  readonly redirectedFrom?: string | undefined;
}

export interface ResolvedAddress {
  /** `192.0.2.7` or `2001:db8::7`. */
  readonly address: string;
  readonly family: 4 | 6;
}

export interface UrlCheck {
  readonly allowed: boolean;
  /** Why not, and what to do; absent when allowed. */
  readonly reason?: string | undefined;
  /** With `resolve`, where to connect to, in the order of the resolver; the name stays that of TLS and `Host`. */
  readonly addresses?: readonly ResolvedAddress[] | undefined;
  /** With `redirectedFrom`, whether credentials and cookies may go along: scheme, host and port are the same. */
  readonly sameOrigin?: boolean | undefined;
}

export interface ValidateCertificateParams {
  /** PEM: the certificate first, then those that lead to its root, in any order. */
  readonly certificate: string;
  /** Name or address that it must be made out to. Default: not checked. */
  readonly host?: string | undefined;
  /** PEM of the roots to trust. Default: Mozilla's list, as Node has it. */
  readonly trusted?: string | undefined;
  /** Least time that every certificate must still be valid for. Default 0. */
  readonly minRemainingMs?: number | undefined;
}

/** What is wrong with a certificate. */
export type CertificateFault =
  | 'unreadable'
  | 'expired'
  | 'not-yet-valid'
  | 'expires-soon'
  | 'wrong-host'
  | 'wrong-purpose'
  | 'weak-key'
  | 'untrusted';

export interface CertificateProblem {
  readonly fault: CertificateFault;
  /** What it is and what mends it, in one sentence. */
  readonly reason: string;
}

export interface CertificateCheck {
  readonly valid: boolean;
  readonly problems: readonly CertificateProblem[];
  /** Distinguished name in one line; absent, as all that follows, when the text holds no readable certificate. */
  readonly subject?: string | undefined;
  readonly issuer?: string | undefined;
  /** Names and addresses that it is made out to. */
  readonly hosts?: readonly string[] | undefined;
  /** SHA-256 of the certificate in upper-case hex with colons. */
  readonly fingerprint?: string | undefined;
  readonly notBeforeMs?: number | undefined;
  readonly notAfterMs?: number | undefined;
  /** Milliseconds until the first certificate of the chain expires; negative when one has. */
  readonly remainingMs?: number | undefined;
}

export interface RateLimitKeyParams {
  /** Whose limit: a user, an address, a skill. It is kept as a hash. */
  readonly key: string;
}

/** A token bucket: `limit` in `windowMs` in the long run, at most `burst` at once. */
export interface RateLimitParams extends RateLimitKeyParams {
  /** How many in `windowMs`; a whole number from 1. */
  readonly limit: number;
  readonly windowMs: number;
  /** How many at once after a pause. Default `limit`. */
  readonly burst?: number | undefined;
  /** What this one counts for. Default 1. */
  readonly cost?: number | undefined;
}

export interface RateLimitState {
  readonly allowed: boolean;
  /** How many more of cost 1 are allowed now. */
  readonly remaining: number;
  /** Milliseconds after which this one would be allowed; 0 when it is. */
  readonly retryAfterMs: number;
  /** Milliseconds until the bucket is full again. */
  readonly resetAfterMs: number;
}

export interface EncryptDataParams {
  readonly data: string;
  /** What the data belongs to, such as a cache key. It is not stored; `decryptData` needs the same. Default empty. */
  readonly context?: string | undefined;
}

export interface DecryptDataParams {
  /** What `encryptData` answered. */
  readonly data: string;
  readonly context?: string | undefined;
}

export interface SecurityStatus extends GatewayStatus {
  /** How many secrets are being hidden; never which. */
  readonly registeredSecrets: number;
  readonly rejectedRequests: number;
  readonly rejectedTokens: number;
  /** Calls of `enforceRateLimit` that were refused. */
  readonly rateLimited: number;
}

/** Checks what comes in, hides what must not go out. */
export interface SecurityOperations {
  /** The schema's output. Throws `SECURITY_INVALID_INPUT` with the path of each problem. */
  validateInput<Output>(params: ValidateInputParams<Output>): Promise<Output>;
  /** Whether an event is of a bearable size and depth. Never throws on hostile input. */
  validateRequest(params: ValidateRequestParams): RequestCheck;
  /**
   * A plain, bounded copy of untrusted data: no `__proto__`, `constructor` and `prototype` members, no control characters
   * that forge lines or reverse text, NFC. Secrets stay: hiding them is for `filterSensitive`. Never throws on hostile data.
   */
  sanitizeData(params: SanitizeDataParams): unknown;
  /** A copy in which secrets are replaced by `[redacted]`: by key name, by shape and by registered value. */
  filterSensitive<Data>(params: FilterSensitiveParams<Data>): Data;
  /** What may be told of an error. */
  sanitizeError(params: SanitizeErrorParams): SafeError;
  /** Who calls. Throws `SECURITY_UNKNOWN_SKILL` and `SECURITY_NOT_ALEXA`. */
  authenticateAlexa(params: AuthenticateAlexaParams): AlexaIdentity;
  /**
   * What a JSON Web Token says, once its signature, times, issuer and audience are right. The token is hidden for the rest
   * of the invocation. Throws `SECURITY_TOKEN_INVALID`, `SECURITY_TOKEN_EXPIRED`, `SECURITY_KEYS_UNAVAILABLE`.
   */
  authenticateToken(params: AuthenticateTokenParams): Promise<VerifiedToken>;
  /** How long a token lasts by its own word, unverified: for renewing one's own token in time, never for letting in. */
  checkTokenExpiry(params: CheckTokenExpiryParams): TokenExpiry;
  /** Whether a policy allows a directive, or an intent, of an Alexa request. Throws `SECURITY_NOT_ALEXA`. */
  authorizeDirective(params: AuthorizeDirectiveParams): Authorization;
  /** Whether a policy allows a subject an action on a resource. What no statement allows is refused. */
  authorizeResource(params: AuthorizeResourceParams): Authorization;
  /** Whether a certificate would be accepted, and if not, why: expiry, host, purpose, strength, chain. */
  validateCertificate(params: ValidateCertificateParams): CertificateCheck;
  /** Takes from the bucket of a key. Throws `SECURITY_RATE_LIMITED`; its `data.retryAfterMs` says when to come back. */
  enforceRateLimit(params: RateLimitParams): Promise<RateLimitState>;
  /** What `enforceRateLimit` would answer, taking nothing. */
  checkRateLimit(params: RateLimitParams): Promise<RateLimitState>;
  /** Fills the bucket of a key. */
  resetRateLimit(params: RateLimitKeyParams): Promise<void>;
  /**
   * The data encrypted and authenticated (AES-256-GCM) as text with the id of its key: `hg1.key-id.iv.data`. The newest key
   * is used. Throws `SECURITY_NO_KEY`.
   */
  encryptData(params: EncryptDataParams): Promise<string>;
  /** What was encrypted, by whichever key of the ring. Throws `SECURITY_DECRYPT_FAILED`, `SECURITY_NO_KEY`. */
  decryptData(params: DecryptDataParams): Promise<string>;
  /** From now on this value is hidden wherever it appears. Throws `SECURITY_SECRET_TOO_SHORT`. */
  registerSecret(params: RegisterSecretParams): void;
  /** Whether a URL may be called. Throws `SECURITY_DNS_FAILED` with `resolve`. */
  checkUrl(params: CheckUrlParams): Promise<UrlCheck>;
  /** Keys that encrypt, key sets that can be had, and the cache that holds limits, each tried. */
  healthCheck(): Promise<HealthReport>;
  /** State, with counts of secrets and refusals. */
  getStatus(): SecurityStatus;
}

/** Names of the security operations. */
export const SecurityOperation: OperationNames<SecurityOperations> = {
  VALIDATE_INPUT: 'validateInput',
  VALIDATE_REQUEST: 'validateRequest',
  SANITIZE_DATA: 'sanitizeData',
  FILTER_SENSITIVE: 'filterSensitive',
  SANITIZE_ERROR: 'sanitizeError',
  AUTHENTICATE_ALEXA: 'authenticateAlexa',
  AUTHENTICATE_TOKEN: 'authenticateToken',
  CHECK_TOKEN_EXPIRY: 'checkTokenExpiry',
  AUTHORIZE_DIRECTIVE: 'authorizeDirective',
  AUTHORIZE_RESOURCE: 'authorizeResource',
  VALIDATE_CERTIFICATE: 'validateCertificate',
  ENFORCE_RATE_LIMIT: 'enforceRateLimit',
  CHECK_RATE_LIMIT: 'checkRateLimit',
  RESET_RATE_LIMIT: 'resetRateLimit',
  ENCRYPT_DATA: 'encryptData',
  DECRYPT_DATA: 'decryptData',
  REGISTER_SECRET: 'registerSecret',
  CHECK_URL: 'checkUrl',
  HEALTH_CHECK: 'healthCheck',
  GET_STATUS: 'getStatus',
};

export interface SecurityGateway extends Gateway<SecurityOperations> {}
