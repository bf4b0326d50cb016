import type { HttpMethod, HttpRequestParams, HttpResponse, HttpStream } from './http-request.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** Epoch milliseconds after which they are no longer good; asked for again five minutes before. */
  readonly expiresAtMs?: number | undefined;
}

export interface AwsClientParams {
  /** As in the host name: `ssm`, `secretsmanager`, `dynamodb`, `s3`. */
  readonly service: string;
  /** Default: `AWS_REGION`, then `AWS_DEFAULT_REGION`. */
  readonly region?: string | undefined;
  /**
   * Credentials, or what gets them. Default: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`; without
   * them the container endpoint of `AWS_CONTAINER_CREDENTIALS_FULL_URI` or `..._RELATIVE_URI`.
   */
  readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>) | undefined;
  /**
   * Where the service is. Default: `AWS_ENDPOINT_URL_<SERVICE>`, then `AWS_ENDPOINT_URL`, then
   * `https://<service>.<region>.amazonaws.com`. For S3 by host: `https://<bucket>.s3.<region>.amazonaws.com`.
   */
  readonly endpoint?: string | undefined;
}

export interface AwsRequestParams
  extends Pick<
    HttpRequestParams,
    | 'body'
    | 'deadlineAtMs'
    | 'headers'
    | 'idempotent'
    | 'maxResponseBytes'
    | 'responseType'
    | 'retries'
    | 'signal'
    | 'timeouts'
  > {
  /**
   * The action of a JSON service, such as `GetParameter`: sets method, target and content type. For ssm, secretsmanager,
   * dynamodb and kms; other services take `headers` and `body` as they document them.
   */
  readonly action?: string | undefined;
  /** Default `POST` with a body or an action, else `GET`. */
  readonly method?: HttpMethod | undefined;
  /** Not encoded, starts with `/`: `/bucket/a key`. Default `/`. */
  readonly path?: string | undefined;
  /** Not encoded. */
  readonly query?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Whether the body is left out of the signature, as S3 allows over https. Default false; true for streams. */
  readonly unsignedPayload?: boolean | undefined;
}

/** A service of AWS. Every status is an answer; its body says what was wrong. */
export interface AwsClient {
  readonly service: string;
  readonly region: string;
  /** A signed request. Throws as `makeRequest`, and `HTTP_NO_CREDENTIALS`. */
  request(params: AwsRequestParams): Promise<HttpResponse>;
  /** A signed request whose response is read as it comes. Throws as `openStream`, and `HTTP_NO_CREDENTIALS`. */
  openStream(params: AwsRequestParams): Promise<HttpStream>;
  /** A URL with the signature in it, good for `expiresInS` seconds (1 to 604,800, default 900) for whoever has it. */
  presign(params: AwsPresignParams): Promise<string>;
}

export interface AwsPresignParams extends Pick<AwsRequestParams, 'path' | 'query' | 'headers'> {
  /** Default `GET`. */
  readonly method?: HttpMethod | undefined;
  readonly expiresInS?: number | undefined;
}
