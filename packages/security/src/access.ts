import type { Authorization, PolicyStatement, SecurityOperations } from '@hearthgate/contracts';
import { type Clock, GatewayError, type OperationTable } from '@hearthgate/kernel';
import { alexaAction } from './alexa-action.ts';
import { checkSkill, readAlexaRequest } from './alexa-request.ts';
import { decide, type Wish } from './policy.ts';
import type { SecurityPorts } from './ports.ts';
import type { Refusals, SecurityCall } from './refusals.ts';
import { canBeHidden, type SecretStore } from './secret-store.ts';
import type { SecuritySettings } from './settings.ts';
import type { KeySets } from './token/key-sets.ts';
import { TokenCheck } from './token/token-check.ts';
import { tokenExpiry } from './token/token-expiry.ts';
import { bareToken } from './token/token-text.ts';

type Names =
  | 'authenticateAlexa'
  | 'authenticateToken'
  | 'checkTokenExpiry'
  | 'authorizeDirective'
  | 'authorizeResource';

/** The operations that say who calls and what they may do. */
export function accessOperations(
  settings: SecuritySettings,
  clock: Clock,
  store: SecretStore,
  keySets: KeySets,
  refusals: Refusals,
): OperationTable<Pick<SecurityOperations, Names>, SecurityPorts> {
  const tokens = new TokenCheck(keySets, settings, clock);

  const authorize = (wish: Wish, policy: readonly PolicyStatement[] | undefined, call: SecurityCall): Authorization => {
    const authorization = decide(wish, policy ?? settings.policy ?? []);
    if (authorization.reason !== undefined) refusals.note(call, 'an action', authorization.reason);
    return authorization;
  };

  return {
    authenticateAlexa: ({ request, allowedSkillIds }, call) => {
      try {
        const { identity, secrets } = readAlexaRequest(request);
        // Before anything can be refused, as a refusal is when requests get logged.
        for (const secret of secrets) {
          // What is hidden for good needs no list of its own for this invocation.
          if (canBeHidden(secret) && !store.has(secret)) call.invocation?.secrets.add(secret);
        }
        checkSkill(identity, allowedSkillIds);
        return identity;
      } catch (error) {
        refusals.requests += 1;
        if (error instanceof GatewayError) refusals.note(call, 'a request', error.message);
        throw error;
      }
    },

    authenticateToken: async (params, call) => {
      const token = bareToken(params.token);
      if (token !== undefined && canBeHidden(token)) call.invocation?.secrets.add(token);
      if (canBeHidden(params.secret)) store.add(params.secret);
      try {
        if (token === undefined)
          throw new GatewayError('SECURITY_TOKEN_INVALID', 'There is no token, or one beyond all bounds.');
        const checked = await tokens.check(token, params, call.peers);
        call.cacheHit = checked.cacheHit;
        return checked.token;
      } catch (error) {
        refusals.tokens += 1;
        if (error instanceof GatewayError) refusals.note(call, 'a token', error.message);
        throw error;
      }
    },

    checkTokenExpiry: (params) => tokenExpiry(params, clock.now()),

    authorizeDirective: ({ request, subject, policy }, call) =>
      authorize({ ...alexaAction(request), subject }, policy, call),

    authorizeResource: ({ subject, action, resource, policy }, call) => {
      if (typeof action !== 'string' || action === '') {
        throw new GatewayError('KERNEL_INVALID_PARAMS', 'action is a text of at least one character.');
      }
      return authorize({ action, resource, subject }, policy, call);
    },
  };
}
