import type { LambdaContext } from '@hearthgate/contracts';
import { type Environment, Invocation } from '@hearthgate/kernel';
import { ownText } from '../member.ts';
import type { Incoming } from './incoming.ts';

/** Identifiers from outside are taken over only in this form: they end up in logs and headers. */
const SANE_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** The invocation that an event begins: under the sender's id, else Lambda's, else a new one; ending when Lambda says. */
export function startInvocation(
  incoming: Incoming,
  context: LambdaContext | undefined,
  coldStart: boolean,
  environment: Environment,
  newId: () => string,
): Invocation {
  const requestId = saneId(ownText(context, 'awsRequestId'));
  const sent = incoming.http === undefined ? undefined : saneId(incoming.http.headers['x-correlation-id']);
  const remainingMs = readRemainingMs(context);
  const deadlineAtMs = remainingMs === undefined ? undefined : environment.clock.now() + remainingMs;
  const correlationId = sent ?? requestId ?? newId();
  return new Invocation({ correlationId, requestId, deadlineAtMs, coldStart }, environment.clock);
}

function saneId(id: string | undefined): string | undefined {
  return id !== undefined && SANE_ID.test(id) ? id : undefined;
}

function readRemainingMs(context: LambdaContext | undefined): number | undefined {
  try {
    const remainingMs = context?.getRemainingTimeInMillis?.();
    return typeof remainingMs === 'number' && Number.isFinite(remainingMs) ? Math.max(0, remainingMs) : undefined;
  } catch {
    return undefined;
  }
}
