/** HTTP requests inside the deadline, over connections that are kept. The domain behind it is not exported. */
export {
  type AwsClient,
  type AwsClientParams,
  type AwsCredentials,
  type AwsPresignParams,
  type AwsRequestParams,
  type ConfigureHttpParams,
  type HttpClientCertificate,
  type HttpDefaults,
  type HttpFamily,
  type HttpGateway,
  type HttpMethod,
  HttpOperation,
  type HttpOperations,
  type HttpRequestParams,
  type HttpResponse,
  type HttpSeenCertificate,
  type HttpStatus,
  type HttpStream,
  type HttpTimeouts,
  type HttpWebSocket,
  type HttpWebSocketParams,
  type ResetPoolParams,
} from '@hearthgate/contracts';
export { createHttpGateway, genericHttpOperation, loadTransport } from './core.ts';
export type { HttpOptions } from './options.ts';
export type { HttpPorts } from './ports.ts';
