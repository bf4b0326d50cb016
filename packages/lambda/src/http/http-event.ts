import type { HttpEvent, HttpSource } from '@hearthgate/contracts';
import { isRecord, member, namesOf, textEntries, textList, textMember } from '../member.ts';

/** Reads an HTTP event of any front door. `params` come from the route's path. */
export function readHttpEvent(event: unknown, params: Readonly<Record<string, string>> = {}): HttpEvent {
  const headers = httpHeaders(event);
  const queryValues = readQueryValues(event);
  const bytes = () => Buffer.from(rawBody(event), isBase64(event) ? 'base64' : 'utf8');
  return {
    source: httpSource(event),
    method: httpMethod(event),
    path: httpPath(event),
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
  if (isRecord(member(event, 'requestContext', 'elb'))) return 'alb';
  if (!isRecord(member(event, 'requestContext', 'http'))) return 'api-gateway-v1';
  const domain = textMember(event, 'requestContext', 'domainName') ?? '';
  return domain.includes('.lambda-url.') ? 'function-url' : 'api-gateway-v2';
}

export function httpMethod(event: unknown): string {
  const method = textMember(event, 'requestContext', 'http', 'method') ?? textMember(event, 'httpMethod');
  return method?.toUpperCase() ?? '';
}

/** The path without the stage, which API Gateway puts in front of it unless the stage is `$default`. */
export function httpPath(event: unknown): string {
  const raw = textMember(event, 'rawPath') ?? textMember(event, 'requestContext', 'http', 'path');
  // Payload 1.0 and load balancers have the path without a stage.
  const path = leadingSlash(raw ?? textMember(event, 'path') ?? '/');
  const stage = raw === undefined ? undefined : textMember(event, 'requestContext', 'stage');
  if (stage === undefined || stage === '$default') return path;
  if (path === `/${stage}`) return '/';
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
}

export function httpHeaders(event: unknown): Readonly<Record<string, string>> {
  const single = textEntries(member(event, 'headers'));
  const several = listEntries(member(event, 'multiValueHeaders')).map(
    ([name, values]) => [name, values.join(name.toLowerCase() === 'cookie' ? '; ' : ', ')] as const,
  );
  const headers = [...single, ...several].map(([name, value]) => [name.toLowerCase(), value] as const);
  // Payload 2.0 takes cookies out of the headers.
  const cookie = textList(member(event, 'cookies')).join('; ');
  return Object.fromEntries(cookie === '' ? headers : [['cookie', cookie], ...headers]);
}

function readQueryValues(event: unknown): Readonly<Record<string, readonly string[]>> {
  const several = listEntries(member(event, 'multiValueQueryStringParameters'));
  const single = textEntries(member(event, 'queryStringParameters')).map(([name, value]) => [name, [value]] as const);
  const raw = textMember(event, 'rawQueryString');
  if (raw !== undefined) {
    const parsed = new URLSearchParams(raw);
    return Object.fromEntries([...new Set(parsed.keys())].map((name) => [name, parsed.getAll(name)]));
  }
  const entries = several.length > 0 ? several : single;
  // A load balancer hands names and values over as they were sent.
  if (httpSource(event) !== 'alb') return Object.fromEntries(entries);
  return Object.fromEntries(entries.map(([name, values]) => [decodeForm(name), values.map(decodeForm)]));
}

function readQuery(
  event: unknown,
  values: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, string>> {
  const given = textEntries(member(event, 'queryStringParameters'));
  if (given.length > 0 && httpSource(event) !== 'alb') return Object.fromEntries(given);
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
}

function readCookies(header: string | undefined): Readonly<Record<string, string>> {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const entries = pairs
    .filter((pair) => pair.includes('='))
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  // The first of a name is the most specific one (RFC 6265, 5.4).
  return Object.fromEntries(entries.reverse());
}

function rawBody(event: unknown): string {
  return textMember(event, 'body') ?? '';
}

function isBase64(event: unknown): boolean {
  return member(event, 'isBase64Encoded') === true;
}

function leadingSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function listEntries(value: unknown): readonly (readonly [string, readonly string[]])[] {
  const entries = namesOf(value).map((name) => [name, textList(member(value, name))] as const);
  return entries.filter(([, list]) => list.length > 0);
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
