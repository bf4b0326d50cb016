import type { GatewayOperations, StandardResponse } from '@hearthgate/contracts';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type AwsClient,
  createHttpGateway,
  genericHttpOperation,
  type HttpGateway,
  HttpOperation,
  type HttpResponse,
  type HttpStatus,
  type HttpStream,
  type HttpWebSocket,
} from '../src/index.ts';

describe('the generic operation', () => {
  it('goes from the name to the parameters to the result', () => {
    const url = 'https://example.com/';
    expectTypeOf(genericHttpOperation(HttpOperation.MAKE_REQUEST, { method: 'GET', url })).toEqualTypeOf<
      Promise<StandardResponse<HttpResponse>>
    >();
    expectTypeOf(genericHttpOperation(HttpOperation.OPEN_STREAM, { method: 'GET', url })).toEqualTypeOf<
      Promise<StandardResponse<HttpStream>>
    >();
    expectTypeOf(genericHttpOperation(HttpOperation.OPEN_WEB_SOCKET, { url })).toEqualTypeOf<
      Promise<StandardResponse<HttpWebSocket>>
    >();
    expectTypeOf(genericHttpOperation(HttpOperation.GET_AWS_CLIENT, { service: 'ssm' })).toEqualTypeOf<
      StandardResponse<AwsClient>
    >();
    expectTypeOf(genericHttpOperation(HttpOperation.CONFIGURE, { retries: 2 })).toEqualTypeOf<StandardResponse<void>>();
    expectTypeOf(genericHttpOperation(HttpOperation.RESET_POOL)).toEqualTypeOf<Promise<StandardResponse<number>>>();
    expectTypeOf(genericHttpOperation('getStatus')).toEqualTypeOf<StandardResponse<HttpStatus>>();
  });

  it('refuses what is wrong', () => {
    // @ts-expect-error there is no such operation
    genericHttpOperation('fetch', { url: '' });
    // @ts-expect-error url is missing
    genericHttpOperation(HttpOperation.MAKE_REQUEST, { method: 'GET' });
    // @ts-expect-error CONNECT is for proxies
    genericHttpOperation(HttpOperation.MAKE_REQUEST, { method: 'CONNECT', url: '' });
    // @ts-expect-error headers are texts
    genericHttpOperation(HttpOperation.MAKE_REQUEST, { method: 'GET', url: '', headers: { age: 7 } });
    // @ts-expect-error a certificate comes with its key
    genericHttpOperation('makeRequest', { method: 'GET', url: '', clientCertificate: { cert: '' } });
    // @ts-expect-error there is no such family
    genericHttpOperation('configure', { family: 'prefer-5' });
    // @ts-expect-error a service has a name
    genericHttpOperation('getAwsClient', { region: 'eu-central-1' });
    // @ts-expect-error times have their unit in the name
    createHttpGateway({ timeouts: { connect: 100 } });
  });
});

describe('the gateway', () => {
  it('takes the peers of its row, and only the functions that it needs', () => {
    const checkUrl = async () => ({ allowed: true });
    expectTypeOf(createHttpGateway({}, { peers: { security: { checkUrl } } })).toEqualTypeOf<HttpGateway>();
    expectTypeOf<GatewayOperations['http-client']>().toEqualTypeOf<HttpGateway['operations']>();
    // @ts-expect-error the matrix has no cell from http-client to lambda
    createHttpGateway({}, { peers: { lambda: {} } });
  });
});
