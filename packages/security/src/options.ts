import type { JsonWebKeySet, PolicyStatement } from '@hearthgate/contracts';

/** A key of AES-256-GCM. */
export interface EncryptionKey {
  /** 1 to 64 letters, digits, `-` and `_`; stands in every envelope, so it is no secret. */
  readonly id: string;
  /** 32 bytes: as they are, as base64 or base64url, or as 64 hexadecimal digits. */
  readonly key: string | Uint8Array;
}

/** Newest first: the first key encrypts, all decrypt. */
export type EncryptionKeys = readonly EncryptionKey[];

/** What a security gateway is made with. Nothing is read from environment variables. */
export interface SecurityOptions {
  /**
   * Secrets that are hidden from the start, as if registered: at least 8 characters each. Default: none.
   * More can follow through `registerSecret`.
   */
  readonly secrets?: readonly string[] | undefined;
  /**
   * Keys of `encryptData`, or how to get them; asked once, and again when data names a key that is not among them, at most
   * every 30 seconds. Default: none, and nothing can be encrypted.
   */
  readonly keys?: EncryptionKeys | (() => EncryptionKeys | Promise<EncryptionKeys>) | undefined;
  /** How the key set of an issuer is fetched, such as with `makeRequest` of the HTTP gateway. Needed for `keysUrl` only. */
  readonly fetchKeys?: ((url: string) => Promise<JsonWebKeySet>) | undefined;
  /** How long `fetchKeys` may take, in milliseconds. Default 5,000. */
  readonly fetchKeysTimeoutMs?: number | undefined;
  /** How long a key set counts as fresh, in milliseconds. Default 600,000. */
  readonly keySetTtlMs?: number | undefined;
  /** How long a key set is used when a newer one cannot be had, in milliseconds. Default 86,400,000. */
  readonly keySetKeepMs?: number | undefined;
  /**
   * How long a verified token is not verified again, in milliseconds; never beyond its expiry. It bounds how long a key that
   * was withdrawn still works. 0: each time. Default 300,000.
   */
  readonly verifiedTokenTtlMs?: number | undefined;
  /** What `authorizeDirective` and `authorizeResource` go by when a call names no policy. Default: nothing is allowed. */
  readonly policy?: readonly PolicyStatement[] | undefined;
  /** How host names get their addresses. Default: the machine's resolver (`dns.lookup`). */
  readonly resolve?: ((host: string) => Promise<readonly string[]>) | undefined;
  /** How long a host name may take to get its addresses, in milliseconds. Default 5,000. */
  readonly resolveTimeoutMs?: number | undefined;
}
