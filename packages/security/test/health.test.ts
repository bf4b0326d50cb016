import { describe, expect, it } from 'vitest';
import { createSecurityGateway } from '../src/index.ts';

describe('health', () => {
  it('is good with nothing set, and says that nothing is encrypted', async () => {
    expect(await createSecurityGateway().operations.healthCheck()).toEqual({
      state: 'healthy',
      checks: [
        { name: 'encryption', state: 'healthy', detail: expect.stringContaining('nothing is encrypted') },
        { name: 'key-sets', state: 'healthy' },
        { name: 'rate-limits', state: 'healthy' },
      ],
    });
  });

  it('names the key that encrypts, never the key itself', async () => {
    const keys = [{ id: '2026-11', key: 'ab'.repeat(32) }];
    const report = await createSecurityGateway({ keys }).operations.healthCheck();
    expect(report.checks[0]).toEqual({
      name: 'encryption',
      state: 'healthy',
      detail: 'Encrypts with 2026-11; 1 in the ring.',
    });
  });

  it('is bad when the keys cannot be used', async () => {
    const report = await createSecurityGateway({ keys: [{ id: 'k', key: 'short' }] }).operations.healthCheck();
    expect(report).toMatchObject({ state: 'unhealthy', checks: [{ name: 'encryption', state: 'unhealthy' }, {}, {}] });
  });
});
