import type { GenericOperation, SecurityGateway, SecurityOperations, UrlCheck } from '@hearthgate/contracts';
import { createEnvironment, createGateway, knownSecrets, redact, standalone, type Wiring } from '@hearthgate/kernel';
import { accessOperations } from './access.ts';
import { TrustedRoots } from './certificate/certificate-chain.ts';
import { checkCertificate } from './certificate/certificate-check.ts';
import { Encryption } from './encryption/encryption.ts';
import { checkHealth } from './health.ts';
import { inputOperations } from './input.ts';
import type { SecurityOptions } from './options.ts';
import { aloneIn, type SecurityPorts } from './ports.ts';
import { limitOperations } from './rate-limit/limit-operations.ts';
import { Refusals } from './refusals.ts';
import { describeError } from './safe-error.ts';
import { canBeHidden, SecretStore } from './secret-store.ts';
import { settingsOf } from './settings.ts';
import { KeySets } from './token/key-sets.ts';
import { verdictKey } from './url/url-check.ts';
import { UrlGuard } from './url/url-guard.ts';

/** How long the verdict on a host, and its addresses, are kept where there is a cache. */
const URL_VERDICT_TTL_MS = 60_000;

/**
 * Checks what comes in and hides what must not go out.
 *
 * @throws GatewayError `SECURITY_INVALID_OPTIONS`; `SECURITY_SECRET_TOO_SHORT` for an option of `secrets` that cannot be
 * hidden
 */
export function createSecurityGateway(
  options: SecurityOptions = {},
  wiring: Wiring<SecurityPorts> = {},
): SecurityGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock } = environment;
  const settings = settingsOf(options);
  const secrets = new SecretStore(environment.secrets);
  for (const secret of options.secrets ?? []) secrets.add(secret);
  const refusals = new Refusals();
  const encryption = new Encryption(settings.keys, clock, (key) => {
    if (canBeHidden(key)) secrets.add(key);
  });
  const keySets = new KeySets(settings, clock);
  const urls = new UrlGuard(settings, clock);
  const alone = aloneIn(environment);
  let publicRoots: TrustedRoots | undefined;
  const redaction = (value: unknown) => redact(value, knownSecrets(environment));

  return createGateway<SecurityOperations, SecurityPorts>(
    {
      name: 'security',
      alone,
      operations: {
        ...inputOperations(refusals, redaction),
        ...accessOperations(settings, clock, secrets, keySets, refusals),
        ...limitOperations(clock, refusals),

        filterSensitive: ({ data }) => redaction(data) as never,

        sanitizeError: ({ error }) => describeError(error, redaction),

        registerSecret: ({ value, scope }, call) => {
          secrets.add(value, scope === 'invocation' ? call.invocation?.secrets : undefined);
        },

        encryptData: async ({ data, context }, { peers }) => encryption.encrypt(peers, data, context),

        decryptData: async ({ data, context }, { peers }) => encryption.decrypt(peers, data, context),

        checkUrl: async (params, call) => {
          const { cache } = call.peers;
          const check = async () => {
            const verdict = await urls.check(params);
            // A refusal leaves a line when the verdict is made, not each time that it is served.
            if (verdict.reason !== undefined) refusals.note(call, 'a URL', verdict.reason);
            return verdict;
          };
          if (cache === alone.cache) return check();
          // In this process only: whoever could write such an entry would decide which addresses are connected to.
          const key = `security:url:${verdictKey(params)}`;
          const kept = await cache.get<UrlCheck>({ key, scope: 'memory' }).catch(() => undefined);
          call.cacheHit = kept !== undefined;
          if (kept !== undefined) return structuredClone(kept.value);
          const verdict = await check();
          const value = structuredClone(verdict);
          await cache.set({ key, value, ttlMs: URL_VERDICT_TTL_MS, scope: 'memory' }).catch(() => undefined);
          return verdict;
        },

        validateCertificate: (params, call) => {
          const roots = () => (publicRoots ??= mozillaRoots());
          const check = checkCertificate(params, roots, clock.now());
          const [problem] = check.problems;
          if (problem !== undefined) refusals.note(call, 'a certificate', problem.reason);
          return check;
        },

        healthCheck: async (_params, { peers }) => checkHealth(peers, encryption, keySets),

        getStatus: () => ({
          gateway: 'security',
          state: keySets.failures.length === 0 ? 'healthy' : 'degraded',
          reasons: keySets.failures.map((failure) => `The key set of ${failure}; tokens may be refused.`),
          registeredSecrets: new Set(knownSecrets(environment)).size,
          rejectedRequests: refusals.requests,
          rejectedTokens: refusals.tokens,
          rateLimited: refusals.rates,
        }),
      },
    },
    { ...wiring, environment },
  );
}

/** The security gateway's operations without a composition. */
export const genericSecurityOperation: GenericOperation<SecurityOperations> = standalone(() => createSecurityGateway());

/** Mozilla's list, as this Node carries it. */
function mozillaRoots(): TrustedRoots {
  return new TrustedRoots(process.getBuiltinModule('node:tls').rootCertificates.join('\n'));
}
