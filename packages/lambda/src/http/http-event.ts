import type { HttpEvent, HttpSource } from '@hearthgate/contracts';
import { isRecord, namesOf, own, ownText, setMember, textEntries, textList } from '../member.ts';

/** What is asked for, which is needed more than once. */
export interface HttpFacts {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function readHttpFacts(event: unknown): HttpFacts {
  return { method: httpMethod(event), path: httpPath(event), headers: httpHeaders(event) };
}

/** Reads an HTTP event of any front door. `params` come from the route's path. */
export function readHttpEvent(
  event: unknown,
  params: Readonly<Record<string, string>> = {},
  { method, path, headers }: HttpFacts = readHttpFacts(event),
): HttpEvent {
  const queryValues = readQueryValues(event);
  const bytes = () => Buffer.from(rawBody(event), isBase64(event) ? 'base64' : 'utf8');
  return {
    source: httpSource(event),
    method,
    path,
    params,
    headers,
    query: readQuery(event, queryValues),
    queryValues,
    cookies: readCookies(headers.cookie),
    body: isBase64(event) ? bytes().toString('utf8') : rawBody(event),
    bytes,
  };
}

/**
 * Which front door an event came through. Payload 2.0 (API Gateway, Function URL): `requestContext.http`. Load balancer:
 * `requestContext.elb`. Payload 1.0: `httpMethod`.
 */
export function httpSource(event: unknown): HttpSource {
  const context = own(event, 'requestContext');
  if (isRecord(own(context, 'elb'))) return 'alb';
  if (!isRecord(own(context, 'http'))) return 'api-gateway-v1';
  const domain = ownText(context, 'domainName') ?? '';
  return domain.includes('.lambda-url.') ? 'function-url' : 'api-gateway-v2';
}

export function httpMethod(event: unknown): string {
  const method = ownText(own(own(event, 'requestContext'), 'http'), 'method') ?? ownText(event, 'httpMethod');
  return method?.toUpperCase() ?? '';
}

/** The path without the stage, which API Gateway puts in front of it unless the stage is `$default`. */
export function httpPath(event: unknown): string {
  const context = own(event, 'requestContext');
  const raw = ownText(event, 'rawPath') ?? ownText(own(context, 'http'), 'path');
  // Payload 1.0 and load balancers have the path without a stage.
  const path = leadingSlash(raw ?? ownText(event, 'path') ?? '/');
  const stage = raw === undefined ? undefined : ownText(context, 'stage');
  if (stage === undefined || stage === '$default') return path;
  if (path === `/${stage}`) return '/';
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
}

export function httpHeaders(event: unknown): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  // Payload 2.0 takes cookies out of the headers.
  const cookie = textList(own(event, 'cookies')).join('; ');
  if (cookie !== '') headers.cookie = cookie;
  const single = own(event, 'headers');
  for (const name of namesOf(single)) {
    const value = own(single, name);
    if (typeof value === 'string') setMember(headers, name.toLowerCase(), value);
  }
  for (const [name, values] of listEntries(own(event, 'multiValueHeaders'))) {
    const lower = name.toLowerCase();
    setMember(headers, lower, values.join(lower === 'cookie' ? '; ' : ', '));
  }
  return headers;
}

function readQueryValues(event: unknown): Readonly<Record<string, readonly string[]>> {
  const several = listEntries(own(event, 'multiValueQueryStringParameters'));
  const single = textEntries(own(event, 'queryStringParameters')).map(([name, value]) => [name, [value]] as const);
  const raw = ownText(event, 'rawQueryString');
  if (raw !== undefined) {
    const parsed = new URLSearchParams(raw);
    return Object.fromEntries([...new Set(parsed.keys())].map((name) => [name, parsed.getAll(name)]));
  }
  const entries = several.length > 0 ? several : single;
  if (entries.length === 0) return {};
  // A load balancer hands names and values over as they were sent.
  if (httpSource(event) !== 'alb') return Object.fromEntries(entries);
  return Object.fromEntries(entries.map(([name, values]) => [decodeForm(name), values.map(decodeForm)]));
}

function readQuery(
  event: unknown,
  values: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, string>> {
  const given = textEntries(own(event, 'queryStringParameters'));
  if (given.length > 0 && httpSource(event) !== 'alb') return Object.fromEntries(given);
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
}

function readCookies(header: string | undefined): Readonly<Record<string, string>> {
  if (header === undefined) return {};
  const pairs = header.split(';').map((pair) => pair.trim());
  const entries = pairs
    .filter((pair) => pair.includes('='))
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  // The first of a name is the most specific one (RFC 6265, 5.4).
  return Object.fromEntries(entries.reverse());
}

function rawBody(event: unknown): string {
  return ownText(event, 'body') ?? '';
}

function isBase64(event: unknown): boolean {
  return own(event, 'isBase64Encoded') === true;
}

function leadingSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function listEntries(value: unknown): readonly (readonly [string, readonly string[]])[] {
  const entries = namesOf(value).map((name) => [name, textList(own(value, name))] as const);
  return entries.filter(([, list]) => list.length > 0);
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
