import type { HttpGateway, HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { ManualClock } from '@hearthgate/testing';
import { withFaults } from '../mutation.ts';
import type { Corpus } from './corpus.ts';
import { fittingAnswer } from './fitting-answer.ts';
import type { BodyPlan, ReplyPlan } from './reply-plan.ts';

/** A home in the place of the network, which does what the case says. */
export interface MadeUpHome {
  readonly http: HttpGateway;
  /** Begins a case: its first request gets the first plan, and so on; the last plan is for all others. */
  plan(plans: readonly ReplyPlan[]): void;
  /** The `authorization` of every request since then. */
  readonly authorizations: () => readonly string[];
}

export function createMadeUpHome(corpus: Corpus, clock: ManualClock): MadeUpHome {
  let plans: readonly ReplyPlan[] = [];
  let authorizations: string[] = [];
  const makeRequest = async (request: HttpRequestParams): Promise<HttpResponse> => {
    const plan = plans[Math.min(authorizations.length, plans.length - 1)];
    authorizations.push(request.headers?.authorization ?? '');
    if (plan === undefined) throw new GatewayError('HTTP_CONNECT_REFUSED', 'There is no home.');
    await takeTime(plan.delayMs, request, clock);
    const text = textOf(corpus, plan.body, request);
    return { status: plan.status, headers: plan.headers, body: text, fromCache: false, durationMs: plan.delayMs };
  };
  const gateway = {
    name: 'http-client',
    operations: {
      makeRequest,
      preconnect: async () => false,
      getStatus: () => ({ name: 'http-client', state: 'healthy' }),
      resetPool: async () => ({}),
    },
    execute: async () => ({ success: true }),
  };
  return {
    http: gateway as unknown as HttpGateway,
    plan(given) {
      plans = given;
      authorizations = [];
    },
    authorizations: () => authorizations,
  };
}

/** As the HTTP gateway does: no request lasts longer than its deadline. */
async function takeTime(delayMs: number, { deadlineAtMs = Infinity }: HttpRequestParams, clock: ManualClock) {
  if (delayMs === 0) return;
  const leftMs = Math.max(0, deadlineAtMs - clock.now());
  await new Promise<void>((resolve) => void clock.after(Math.min(delayMs, leftMs), resolve));
  if (delayMs >= leftMs) throw new GatewayError('HTTP_DEADLINE_EXCEEDED', 'Too slow.', { data: { phase: 'headers' } });
}

function textOf(corpus: Corpus, body: BodyPlan, request: HttpRequestParams): string {
  switch (body.kind) {
    case 'fitting':
      return JSON.stringify(withFaults(fittingAnswer(corpus, body.pick, request), body.faults)) ?? '';
    case 'other':
      return JSON.stringify(corpus.all[body.pick % corpus.all.length]);
    case 'text':
      return body.text;
    case 'torn': {
      const whole = JSON.stringify(fittingAnswer(corpus, body.pick, request));
      return body.before + whole.slice(0, Math.round(whole.length * body.keep));
    }
    case 'huge':
      return JSON.stringify({ event: 'x'.repeat(body.bytes) });
    case 'echo':
      return echo(body.where, sent(request), corpus);
    case 'failure': {
      const message = body.echo ? `Failed for ${sent(request)}.` : 'Failed.';
      throw new GatewayError(body.code, message, { data: { phase: body.phase } });
    }
    case 'thrown':
      throw body.value;
  }
}

/** All that a home or a proxy could quote. */
function sent({ url, headers = {}, body = '' }: HttpRequestParams): string {
  return `${url} ${Object.entries(headers).join(' ')} ${String(body).slice(0, 2_000)}`;
}

function echo(where: (BodyPlan & { kind: 'echo' })['where'], text: string, { messages, sentences }: Corpus): string {
  const header = { namespace: 'Alexa', messageId: 'echo-1', payloadVersion: '3' };
  switch (where) {
    case 'error':
      return JSON.stringify({
        event: { header: { ...header, name: 'ErrorResponse' }, payload: { type: 'INVALID_VALUE', message: text } },
      });
    case 'page':
      return `<html><body>${text}</body></html>`;
    case 'speech':
      return JSON.stringify({
        ...(sentences[0] as object),
        response: { speech: { plain: { speech: text } } },
        conversation_id: text,
      });
    case 'json':
      return JSON.stringify({ [text]: text, message: text });
    case 'device': {
      const [message] = messages.get('Alexa.Discovery Discover') ?? [];
      const found = structuredClone(message) as { event: { payload: { endpoints: Record<string, unknown>[] } } };
      for (const endpoint of found.event.payload.endpoints) endpoint.description = text.slice(0, 800);
      return JSON.stringify(found);
    }
  }
}
