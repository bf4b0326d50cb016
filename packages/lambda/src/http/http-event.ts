import type { HttpEvent } from '@hearthgate/contracts';
import { member, textEntries, textMember } from '../member.ts';

/** Reads an event of API Gateway (payload 2.0) or a Function URL. */
export function readHttpEvent(event: unknown): HttpEvent {
  return {
    method: httpMethod(event),
    path: httpPath(event),
    headers: httpHeaders(event),
    query: Object.fromEntries(textEntries(member(event, 'queryStringParameters'))),
    body: httpBody(event),
  };
}

export function httpMethod(event: unknown): string {
  return textMember(event, 'requestContext', 'http', 'method')?.toUpperCase() ?? '';
}

/** The path without the stage, which API Gateway puts in front of it unless the stage is `$default`. */
export function httpPath(event: unknown): string {
  const raw = textMember(event, 'rawPath') ?? textMember(event, 'requestContext', 'http', 'path') ?? '/';
  const path = raw.startsWith('/') ? raw : `/${raw}`;
  const stage = textMember(event, 'requestContext', 'stage');
  if (stage === undefined || stage === '$default') return path;
  if (path === `/${stage}`) return '/';
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
}

export function httpHeaders(event: unknown): Readonly<Record<string, string>> {
  const headers = textEntries(member(event, 'headers')).map(([name, value]) => [name.toLowerCase(), value] as const);
  // Payload 2.0 takes cookies out of the headers.
  const cookies = member(event, 'cookies');
  const cookie = Array.isArray(cookies) ? cookies.filter((one) => typeof one === 'string').join('; ') : '';
  return Object.fromEntries(cookie === '' ? headers : [['cookie', cookie], ...headers]);
}

function httpBody(event: unknown): string {
  const body = textMember(event, 'body') ?? '';
  return member(event, 'isBase64Encoded') === true ? Buffer.from(body, 'base64').toString('utf8') : body;
}
