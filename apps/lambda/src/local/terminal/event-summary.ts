import type { JsonView } from './json-view.ts';

/** What an event asks for, in a few words made of its names: never of its values, which may be secret or private. */
export function summariseEvent(event: JsonView): string {
  return (
    smartHomeDirective(event) ??
    customSkillRequest(event) ??
    httpRequest(event) ??
    recordBatch(event) ??
    busEvent(event) ??
    diagnostics(event) ??
    unknownEvent(event)
  );
}

/** `PowerController.TurnOn light#kitchen`, `ReportState light#kitchen`, `Discovery`. */
function smartHomeDirective(event: JsonView): string | undefined {
  const header = event.at('directive', 'header');
  const [namespace, name] = [header.at('namespace').text, header.at('name').text];
  if (namespace === undefined || name === undefined) return undefined;
  if (namespace === 'Alexa.Discovery' && name === 'Discover') return 'Discovery';
  const shortNamespace = namespace.replace(/^Alexa\.?/, '');
  const endpointId = event.at('directive', 'endpoint', 'endpointId').text;
  return [shortNamespace === '' ? name : `${shortNamespace}.${name}`, endpointId].filter(isPresent).join(' ');
}

/** `IntentRequest SomeIntent`, `LaunchRequest`. */
function customSkillRequest(event: JsonView): string | undefined {
  const type = event.at('request', 'type').text;
  if (type === undefined) return undefined;
  return [type, event.at('request', 'intent', 'name').text].filter(isPresent).join(' ');
}

/** `GET /health`, from API Gateway (either format), a Function URL or a load balancer; without the query. */
function httpRequest(event: JsonView): string | undefined {
  const http = event.at('requestContext', 'http');
  const method = http.at('method').text ?? event.at('httpMethod').text;
  const path = http.at('path').text ?? event.at('rawPath').text ?? event.at('path').text;
  return method === undefined || path === undefined ? undefined : `${method} ${path.split('?', 1)[0]}`;
}

/** `3 records from aws:sqs`. */
function recordBatch(event: JsonView): string | undefined {
  const records = event.at('Records').list;
  if (records === undefined) return undefined;
  const first = event.at('Records').first;
  const source = first?.at('eventSource').text ?? first?.at('EventSource').text ?? 'an unknown source';
  return `${records.length} ${records.length === 1 ? 'record' : 'records'} from ${source}`;
}

/** `EventBridge aws.events Scheduled Event`. */
function busEvent(event: JsonView): string | undefined {
  const [source, detailType] = [event.at('source').text, event.at('detail-type').text];
  return source === undefined || detailType === undefined ? undefined : `EventBridge ${source} ${detailType}`;
}

function diagnostics(event: JsonView): string | undefined {
  return event.at('hearthgate').text === 'diagnostics' ? 'diagnostics' : undefined;
}

function unknownEvent(event: JsonView): string {
  if (event.keys === undefined)
    return `event: ${event.list ? 'a list' : event.value === null ? 'null' : `a ${typeof event.value}`}`;
  return event.keys.length === 0 ? 'event: {}' : `event with ${event.keys.slice(0, 4).join(', ')}`;
}

function isPresent(part: string | undefined): part is string {
  return part !== undefined && part !== '';
}
