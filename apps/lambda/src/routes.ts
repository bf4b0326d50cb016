import type { CreateHttpResponseParams, Gateways, HttpEvent, RouteContext } from '@hearthgate/contracts';
import type { Extension, Turn } from '@hearthgate/ha-extension';
import type { Composition } from '@hearthgate/kernel';
import type { CodeCacheSource } from './composition.ts';

/** Prometheus text exposition format 0.0.4. */
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';

/** Registers what this function answers. Everything else is answered by the lambda gateway itself. */
export function registerRoutes(
  { gateways }: Composition<Gateways>,
  extension: Extension,
  codeCache?: CodeCacheSource,
): void {
  const { registerRoute, healthCheck } = gateways.lambda.operations;

  registerRoute({
    kind: 'alexa-smart-home',
    handler: (event, context) => extension.smartHome(event, turnOf(context, true)),
  });
  registerRoute({ kind: 'alexa-skill', handler: (event, context) => extension.skill(event, turnOf(context, true)) });
  registerRoute({
    kind: 'http',
    method: 'GET',
    path: '/health',
    handler: async () => {
      const report = await healthCheck();
      return { status: report.state === 'unhealthy' ? 503 : 200, body: report };
    },
  });
  registerRoute({
    kind: 'http',
    method: 'GET',
    path: '/metrics',
    handler: () => ({
      headers: { 'content-type': PROMETHEUS },
      body: gateways.metrics.operations.exportMetrics({ format: 'prometheus' }),
    }),
  });
  registerRoute({
    kind: 'http',
    method: 'POST',
    path: '/alexa',
    handler: (request, context) => answerAlexaOverHttp(gateways, extension, request, context),
  });
  registerRoute({
    kind: 'diagnostics',
    // Only somebody who may invoke the function itself can send this.
    handler: async (event, { remainingMs }) => {
      switch (checkOf(event)) {
        case 'homes':
          return { hearthgate: 'diagnostics', report: await extension.doctor(event, { remainingMs }) };
        case 'code-cache': {
          const state = codeCache?.state ?? 'absent';
          // Who was started with one needs no other.
          return {
            hearthgate: 'diagnostics',
            state,
            codeCache: state === 'used' ? undefined : await codeCache?.make(),
          };
        }
        default:
          return { hearthgate: 'diagnostics', report: await healthCheck() };
      }
    },
  });
}

/**
 * `{ "hearthgate": "diagnostics", "check": "homes" }` asks the homes, and `"code-cache"` for what V8 made of the function;
 * without either nothing outside of the function is asked.
 */
function checkOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'check' in event ? event.check : undefined;
}

/**
 * An Alexa message that came over HTTP. Nobody vouches for its sender, so it is answered with the token that it brings
 * and never with a configured one.
 */
async function answerAlexaOverHttp(
  gateways: Gateways,
  extension: Extension,
  request: HttpEvent,
  context: RouteContext,
): Promise<CreateHttpResponseParams> {
  const parsed = gateways.utility.execute('parseJson', { text: request.body });
  if (!parsed.success) {
    return { status: 400, body: { success: false, error: parsed.error, correlationId: context.correlationId } };
  }
  const message = parsed.data;
  const isDirective = hasMember(message, 'directive');
  const problem = isDirective || hasMember(message, 'request') ? whyRefused(gateways, message) : NO_ALEXA_MESSAGE;
  if (problem !== undefined) {
    const { operations } = gateways.utility;
    return { status: 400, body: operations.createErrorResponse({ code: 'LAMBDA_REQUEST_REFUSED', message: problem }) };
  }
  const turn = turnOf(context, false);
  return { body: await (isDirective ? extension.smartHome(message, turn) : extension.skill(message, turn)) };
}

const NO_ALEXA_MESSAGE = 'The body is an Alexa message: an object with a directive or a request.';

function whyRefused(gateways: Gateways, message: unknown): string | undefined {
  const { accepted, reason } = gateways.security.operations.validateRequest({ request: message });
  return accepted ? undefined : (reason ?? 'The message is too large or too deep.');
}

function hasMember(message: unknown, name: string): boolean {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, name)) return false;
  const member = (message as Readonly<Record<string, unknown>>)[name];
  return typeof member === 'object' && member !== null;
}

function turnOf(context: RouteContext, trusted: boolean): Turn {
  return { remainingMs: context.remainingMs, noteCause: context.noteCause, trusted, identity: context.identity };
}
