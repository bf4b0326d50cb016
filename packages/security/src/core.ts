import type { GenericOperation, SecurityGateway, SecurityOperations } from '@hearthgate/contracts';
import {
  type Call,
  createEnvironment,
  createGateway,
  GatewayError,
  redact,
  standalone,
  type Wiring,
} from '@hearthgate/kernel';
import { checkSkill, readAlexaRequest } from './alexa-request.ts';
import type { SecurityOptions } from './options.ts';
import { alone, type SecurityPorts } from './ports.ts';
import { createPrivateHosts } from './private-hosts.ts';
import { requestLimits, whyTooMuch } from './request-size.ts';
import { describeError } from './safe-error.ts';
import { parseInput } from './schema-check.ts';
import { canBeHidden, SecretStore } from './secret-store.ts';
import { checkUrl, verdictKey } from './url-check.ts';

type SecurityCall = Call<SecurityPorts>;

/** How long the verdict on a host is kept, where there is a cache. */
const URL_VERDICT_TTL_MS = 60_000;

/**
 * Checks what comes in and hides what must not go out.
 *
 * @throws GatewayError `SECURITY_SECRET_TOO_SHORT` for an option of `secrets` that cannot be hidden
 */
export function createSecurityGateway(
  options: SecurityOptions = {},
  wiring: Wiring<SecurityPorts> = {},
): SecurityGateway {
  const environment = wiring.environment ?? createEnvironment();
  const store = new SecretStore(environment.secrets);
  for (const secret of options.secrets ?? []) store.add(secret);
  const privateHosts = createPrivateHosts();
  let rejectedRequests = 0;

  const redaction = (call: SecurityCall) => (value: unknown) => redact(value, store.all(call.invocation?.secrets));
  const hiding = (call: SecurityCall) => (text: string) => String(redaction(call)(text));

  const refuse = (call: SecurityCall, what: string, reason: string) => {
    call.peers.logging.warning({ message: `Refused ${what}: ${reason}` });
    call.peers.metrics.recordMetric({ name: 'SecurityRefusals', value: 1 });
  };

  return createGateway<SecurityOperations, SecurityPorts>(
    {
      name: 'security',
      alone,
      operations: {
        validateInput: async ({ schema, input }, call) => {
          try {
            return (await parseInput(schema, input, hiding(call))) as never;
          } catch (error) {
            if (error instanceof GatewayError && error.code === 'SECURITY_INVALID_INPUT') {
              refuse(call, 'an input', error.message);
            }
            throw error;
          }
        },

        validateRequest: (params, call) => {
          const reason = whyTooMuch(params.request, requestLimits(params));
          if (reason === undefined) return { accepted: true };
          rejectedRequests += 1;
          refuse(call, 'a request', reason);
          return { accepted: false, reason };
        },

        filterSensitive: ({ data }, call) => redaction(call)(data) as never,

        sanitizeError: ({ error }, call) => describeError(error, redaction(call)),

        authenticateAlexa: ({ request, allowedSkillIds }, call) => {
          try {
            const { secrets, ...identity } = readAlexaRequest(request);
            // Before anything can be refused, as a refusal is when requests get logged.
            for (const secret of secrets) if (canBeHidden(secret)) call.invocation?.secrets.add(secret);
            checkSkill(identity, allowedSkillIds);
            return identity;
          } catch (error) {
            rejectedRequests += 1;
            if (error instanceof GatewayError) refuse(call, 'a request', error.message);
            throw error;
          }
        },

        registerSecret: ({ value, scope }, call) => {
          store.add(value, scope === 'invocation' ? call.invocation?.secrets : undefined);
        },

        checkUrl: {
          // A refusal leaves a line when the verdict is made, not each time that it is served.
          effects: 'none',
          cacheable: { ttlMs: URL_VERDICT_TTL_MS, key: verdictKey },
          run: async (params, call) => {
            const verdict = checkUrl(params, privateHosts);
            if (verdict.reason !== undefined) refuse(call, 'a URL', verdict.reason);
            return verdict;
          },
        },

        getStatus: (_params, call) => ({
          gateway: 'security',
          state: 'healthy',
          reasons: [],
          registeredSecrets: new Set(store.all(call.invocation?.secrets)).size,
          rejectedRequests,
        }),
      },
    },
    { ...wiring, environment },
  );
}

/** The security gateway's operations without a composition. */
export const genericSecurityOperation: GenericOperation<SecurityOperations> = standalone(() => createSecurityGateway());
