import type { StartupReport } from '@hearthgate/contracts';
import { hasCode, MIN_SECRET_LENGTH } from '@hearthgate/kernel';
import type { LambdaPorts } from '../ports.ts';
import { explain } from './attempt.ts';
import type { Incoming } from './incoming.ts';
import type { Problem } from './problem.ts';
import type { RouteCall } from './route-call.ts';
import type { Tally } from './tally.ts';

export interface ExamineOptions {
  readonly allowedSkillIds: readonly string[];
  readonly maxRequestBytes: number | undefined;
  readonly maxRequestDepth: number | undefined;
}

/** Waits until start-up has settled; answers why nothing can be answered, if so. */
export function awaitStart(peers: LambdaPorts, tally: Tally): Promise<Problem | undefined> {
  const threw = (error: unknown) => startFailed(`: ${explain(peers, error)}`);
  try {
    return peers.initialization.lambdaInit().then((report) => {
      tally.startup = report;
      return report.state === 'failed' ? startFailed(`, ${reasonsIn(report)}`) : undefined;
    }, threw);
  } catch (error) {
    return Promise.resolve(threw(error));
  }
}

function reasonsIn({ stages }: StartupReport): string {
  const failed = stages.filter((stage) => stage.state === 'failed');
  return failed.map(({ name, reason }) => `stage "${name}": ${reason ?? 'no reason known'}`).join('; ');
}

function startFailed(why: string): Problem {
  const message = 'The function did not start up; its log says why.';
  return { code: 'LAMBDA_START_FAILED', message, cause: `Start-up failed${why}` };
}

/** Looks at an event before anything else does; answers why it is refused, if so. The caller's token is hidden from here on. */
export function examine(
  incoming: Incoming,
  peers: LambdaPorts,
  options: ExamineOptions,
  context: RouteCall,
  isHidden: (secret: string) => boolean,
): Problem | undefined {
  const { security } = peers;
  const { accepted, reason } = security.validateRequest({
    request: incoming.event,
    maxBytes: options.maxRequestBytes,
    maxDepth: options.maxRequestDepth,
  });
  if (!accepted) {
    const message = reason ?? 'The request is too large or too deep.';
    return { code: 'LAMBDA_REQUEST_REFUSED', message, cause: message };
  }
  return incoming.shape === 'skill' || incoming.kind === 'alexa-smart-home'
    ? examineCaller(incoming, peers, options, context, isHidden)
    : undefined;
}

function examineCaller(
  { kind, event }: Incoming,
  peers: LambdaPorts,
  options: ExamineOptions,
  context: RouteCall,
  isHidden: (secret: string) => boolean,
): Problem | undefined {
  try {
    // Smart Home directives carry no skill id: the permission of the trigger is their check.
    const allowedSkillIds = kind === 'alexa-skill' ? options.allowedSkillIds : [];
    const identity = peers.security.authenticateAlexa({ request: event, allowedSkillIds });
    const { token } = identity;
    context.identity = identity;
    // The security gateway has hidden it already; another peer may leave that to this one.
    if (token !== undefined && token.length >= MIN_SECRET_LENGTH && !isHidden(token)) {
      peers.security.registerSecret({ value: token, scope: 'invocation' });
    }
    return undefined;
  } catch (error) {
    const code = hasCode(error, 'SECURITY_UNKNOWN_SKILL') ? 'LAMBDA_CALLER_REFUSED' : 'LAMBDA_REQUEST_REFUSED';
    const message = 'The caller could not be told, or is not allowed.';
    return { code, message, cause: explain(peers, error) };
  }
}
