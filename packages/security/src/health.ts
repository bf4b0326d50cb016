import type { HealthCheckItem, HealthReport, HealthState } from '@hearthgate/contracts';
import type { Encryption } from './encryption/encryption.ts';
import type { SecurityPorts } from './ports.ts';
import type { KeySets } from './token/key-sets.ts';

const PROBE_TTL_MS = 1_000;
const ORDER: readonly HealthState[] = ['healthy', 'degraded', 'unhealthy'];

/** Tries what the gateway stands on. */
export async function checkHealth(
  peers: SecurityPorts,
  encryption: Encryption,
  keySets: KeySets,
): Promise<HealthReport> {
  const checks = [await checkEncryption(peers, encryption), checkKeySets(keySets), await checkLimits(peers)];
  const state = checks.reduce<HealthState>(
    (worst, one) => (ORDER.indexOf(one.state) > ORDER.indexOf(worst) ? one.state : worst),
    'healthy',
  );
  return { state, checks };
}

async function checkEncryption(peers: SecurityPorts, encryption: Encryption): Promise<HealthCheckItem> {
  const name = 'encryption';
  if (!encryption.isConfigured) return { name, state: 'healthy', detail: 'No keys are set, so nothing is encrypted.' };
  try {
    const probe = await encryption.encrypt(peers, 'probe', 'health');
    await encryption.decrypt(peers, probe, 'health');
    const { newest, size } = await encryption.ring(peers);
    return { name, state: 'healthy', detail: `Encrypts with ${newest.id}; ${size} in the ring.` };
  } catch (error) {
    return { name, state: 'unhealthy', detail: messageOf(error) };
  }
}

function checkKeySets({ failures }: KeySets): HealthCheckItem {
  const name = 'key-sets';
  if (failures.length === 0) return { name, state: 'healthy' };
  return { name, state: 'degraded', detail: `Not reached: ${failures.join('; ')}.` };
}

async function checkLimits({ cache }: SecurityPorts): Promise<HealthCheckItem> {
  const name = 'rate-limits';
  try {
    const key = 'security:health';
    await cache.set({ key, value: 1, ttlMs: PROBE_TTL_MS, scope: 'shared' });
    await cache.get({ key, scope: 'shared' });
    return { name, state: 'healthy' };
  } catch (error) {
    const detail = `Limits hold within this environment only, as the cache fails: ${messageOf(error)}`;
    return { name, state: 'degraded', detail };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'failed';
}
