/** Who calls, and what they may do: the parameters and answers of the security gateway's authentication and authorisation. */

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

/** A key of a JSON Web Key Set (RFC 7517). */
export interface JsonWebKeyLike {
  readonly kty?: string | undefined;
  readonly kid?: string | undefined;
  readonly alg?: string | undefined;
  readonly use?: string | undefined;
  readonly [member: string]: unknown;
}

/** A JSON Web Key Set (RFC 7517, section 5). */
export interface JsonWebKeySet {
  readonly keys: readonly JsonWebKeyLike[];
}

/** Signature algorithms of RFC 7518, RFC 8037 and RFC 9864. */
export type TokenAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'Ed25519'
  | 'HS256'
  | 'HS384'
  | 'HS512';

/** Exactly one of `keysUrl`, `keys` and `secret` says what the signature is checked with. */
export interface AuthenticateTokenParams {
  /** The token; `Bearer ` before it is taken off. */
  readonly token: string;
  /** Where the issuer publishes its key set. Needs the option `fetchKeys` of the gateway. */
  readonly keysUrl?: string | undefined;
  /** The key set itself. */
  readonly keys?: JsonWebKeySet | undefined;
  /** A shared secret of at least 32 bytes, for the HS algorithms. */
  readonly secret?: string | undefined;
  /** Default: all but HS with keys, `HS256` with a secret. `none` is never accepted. */
  readonly algorithms?: readonly TokenAlgorithm[] | undefined;
  /** What `iss` must be; one of them is enough. Default: not checked. */
  readonly issuer?: string | readonly string[] | undefined;
  /** What `aud` must hold; one of them is enough. Default: not checked. */
  readonly audience?: string | readonly string[] | undefined;
  /** What the header's `typ` must be, such as `at+jwt`. Default: not checked. */
  readonly type?: string | undefined;
  /** Claims that must be there, beside `exp`, which always must. */
  readonly requiredClaims?: readonly string[] | undefined;
  /** Longest time since `iat`. Default: not checked. */
  readonly maxAgeMs?: number | undefined;
  /** How far clocks may differ. Default 5,000. */
  readonly clockToleranceMs?: number | undefined;
}

export interface VerifiedToken {
  /** `sub`. */
  readonly subject?: string | undefined;
  readonly issuer?: string | undefined;
  readonly audience: readonly string[];
  /** `scope` or `scp`, taken apart. */
  readonly scopes: readonly string[];
  /** Epoch milliseconds of `exp`. */
  readonly expiresAtMs: number;
  readonly algorithm: string;
  /** `kid` of the header. */
  readonly keyId?: string | undefined;
  /** All claims, as they are. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface CheckTokenExpiryParams {
  readonly token: string;
  /** How long it must still last not to count as `expiring`. Default 60,000. */
  readonly marginMs?: number | undefined;
}

export interface TokenExpiry {
  /** `unknown`: no JSON Web Token, or one without `exp`; only its issuer knows. */
  readonly state: 'valid' | 'expiring' | 'expired' | 'unknown';
  /** Epoch milliseconds; absent when unknown. */
  readonly expiresAtMs?: number | undefined;
  /** Negative once expired; absent when unknown. */
  readonly remainingMs?: number | undefined;
}

/** One rule. It applies when an action, a resource and everything in `when` match; `*` in a pattern stands for any text. */
export interface PolicyStatement {
  readonly effect: 'allow' | 'deny';
  /** `Alexa.PowerController.*`, `lights:read`. */
  readonly actions: readonly string[];
  /** Default: all. */
  readonly resources?: readonly string[] | undefined;
  /** What the subject must have. Default: anybody. */
  readonly when?:
    | {
        /** One of these subjects; patterns. */
        readonly subjects?: readonly string[] | undefined;
        /** All of these scopes. */
        readonly scopes?: readonly string[] | undefined;
        /** One of these roles. */
        readonly roles?: readonly string[] | undefined;
      }
    | undefined;
}

/** Who wants something. A `VerifiedToken` is one; roles are given by whoever knows where the issuer keeps them. */
export interface PolicySubject {
  readonly subject?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
}

export interface AuthorizeResourceParams {
  readonly subject?: PolicySubject | undefined;
  readonly action: string;
  readonly resource?: string | undefined;
  /** Default: the gateway's option `policy`. */
  readonly policy?: readonly PolicyStatement[] | undefined;
}

export interface AuthorizeDirectiveParams {
  /** A smart-home directive or a custom-skill request, as it arrived. */
  readonly request: unknown;
  readonly subject?: PolicySubject | undefined;
  /** Default: the gateway's option `policy`. */
  readonly policy?: readonly PolicyStatement[] | undefined;
}

export interface Authorization {
  readonly allowed: boolean;
  /** `Alexa.LockController.Unlock`, `IntentRequest.OpenGate`, or the action that was asked for. */
  readonly action: string;
  /** The directive's `endpointId`, or the resource that was asked for. */
  readonly resource?: string | undefined;
  /** Which statement decided, by its index; absent when none applied, which refuses. */
  readonly statement?: number | undefined;
  /** Why not, and what to do; absent when allowed. */
  readonly reason?: string | undefined;
}
