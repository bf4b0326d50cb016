import { describe, expect, it } from 'vitest';
import { summariseEvent } from '../../src/local/terminal/event-summary.ts';
import { viewJson } from '../../src/local/terminal/json-view.ts';

const directive = (namespace: string, name: string, endpointId?: string) => ({
  directive: {
    header: { namespace, name, payloadVersion: '3', messageId: 'm' },
    ...(endpointId === undefined ? {} : { endpoint: { endpointId, scope: { type: 'BearerToken', token: 'secret' } } }),
    payload: {},
  },
});

describe('an event is named by', () => {
  it.each<[string, unknown, string]>([
    [
      'interface, name and endpoint of a directive',
      directive('Alexa.PowerController', 'TurnOn', 'light#kitchen'),
      'PowerController.TurnOn light#kitchen',
    ],
    [
      'the name alone where the interface is Alexa',
      directive('Alexa', 'ReportState', 'lock#door'),
      'ReportState lock#door',
    ],
    ['one word for discovery', directive('Alexa.Discovery', 'Discover'), 'Discovery'],
    ['a directive without endpoint', directive('Alexa.Authorization', 'AcceptGrant'), 'Authorization.AcceptGrant'],
    [
      'type and intent of a skill request',
      { request: { type: 'IntentRequest', intent: { name: 'TurnOnIntent' } } },
      'IntentRequest TurnOnIntent',
    ],
    ['the type of a skill request', { request: { type: 'LaunchRequest' } }, 'LaunchRequest'],
    [
      'method and path, API Gateway 2',
      { version: '2.0', rawPath: '/health', requestContext: { http: { method: 'GET', path: '/health' } } },
      'GET /health',
    ],
    ['method and path, API Gateway 1', { httpMethod: 'POST', path: '/alexa' }, 'POST /alexa'],
    ['a path without its query', { httpMethod: 'GET', path: '/a?token=secret' }, 'GET /a'],
    ['number and source of records', { Records: [{ eventSource: 'aws:sqs' }, {}] }, '2 records from aws:sqs'],
    ['one record', { Records: [{ EventSource: 'aws:sns' }] }, '1 record from aws:sns'],
    ['no record', { Records: [] }, '0 records from an unknown source'],
    [
      'source and detail type',
      { source: 'aws.events', 'detail-type': 'Scheduled Event' },
      'EventBridge aws.events Scheduled Event',
    ],
    ['its members when it is something else', { one: 1, two: 2 }, 'event with one, two'],
    ['being empty', {}, 'event: {}'],
    ['being null', null, 'event: null'],
    ['being a list', [1], 'event: a list'],
    ['being a number', 7, 'event: a number'],
    [
      'being a directive with names of wrong types',
      { directive: { header: { namespace: 1, name: [] } } },
      'event with directive',
    ],
  ])('%s', (_, event, expected) => {
    expect(summariseEvent(viewJson(event))).toBe(expected);
  });
});
