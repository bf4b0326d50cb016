import type { HttpAnswer } from '@hearthgate/contracts';
import { isRecord, member } from '../member.ts';
import { httpSource } from './http-event.ts';

/** An answer in the form that the front door of the event takes. */
export function toFrontDoor(event: unknown, answer: HttpAnswer): HttpAnswer {
  const source = httpSource(event);
  if (answer.cookies === undefined && source !== 'alb') return answer;
  const { cookies = [], ...rest } = answer;
  switch (source) {
    case 'api-gateway-v1':
      return cookies.length === 0 ? rest : { ...rest, multiValueHeaders: { 'set-cookie': cookies } };
    case 'alb':
      return toLoadBalancer(event, rest, cookies);
    default:
      return cookies.length === 0 ? rest : answer;
  }
}

/**
 * A target group sends several values a header, or one; it takes the same in an answer and ignores the other form. Of
 * several cookies the one form can carry only the first.
 */
function toLoadBalancer(event: unknown, answer: HttpAnswer, cookies: readonly string[]): HttpAnswer {
  const { STATUS_CODES } = process.getBuiltinModule('node:http');
  const statusDescription = `${answer.statusCode} ${STATUS_CODES[answer.statusCode] ?? ''}`.trim();
  const [cookie] = cookies;
  if (!isRecord(member(event, 'multiValueHeaders'))) {
    const headers = cookie === undefined ? answer.headers : { ...answer.headers, 'set-cookie': cookie };
    return { ...answer, headers, statusDescription };
  }
  const lists = Object.entries(answer.headers).map(([name, value]) => [name, [value]] as const);
  const multiValueHeaders = { ...Object.fromEntries(lists), ...(cookie !== undefined && { 'set-cookie': cookies }) };
  return { ...answer, multiValueHeaders, statusDescription };
}
