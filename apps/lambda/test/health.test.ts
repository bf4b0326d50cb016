import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionHealthReport } from '@hearthgate/contracts';
import { startDemoHome } from '@hearthgate/ha-extension/demo-home';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { describe, expect, it, onTestFinished } from 'vitest';
import { turnOn } from './support/directives.ts';
import { contextOf, type FunctionUnderTest, startFunction } from './support/function-under-test.ts';

/** Far more than a test needs, so that memory is not what is wrong. */
const ROOMY = { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '10240' };

function started(variables: Readonly<Record<string, string>>): FunctionUnderTest {
  const subject = startFunction({ ...ROOMY, ...variables });
  onTestFinished(() => subject.stop());
  return subject;
}

async function healthOf(subject: FunctionUnderTest): Promise<FunctionHealthReport> {
  const answer = await subject.handler({ hearthgate: 'diagnostics' }, contextOf(5_000));
  return (answer as { readonly report: FunctionHealthReport }).report;
}

describe('the health of a running function', () => {
  it('is 100 after a directive that worked, with every figure that it is made of', async () => {
    const home = await startDemoHome();
    onTestFinished(() => home.close());
    const subject = started(variablesFor({ url: home.url, token: home.token }));
    await subject.handler(turnOn, contextOf(5_000));
    const report = await healthOf(subject);
    expect(report).toMatchObject({ state: 'healthy', score: 100, deductions: [], errorRate: 0, protection: 'none' });
    expect(report.memory.usedRatio).toBeGreaterThan(0);
    expect(report.cacheHitRate).toBeGreaterThan(0);
    expect(report.averageMs).toBeGreaterThan(0);
    expect(report.p95Ms).toBeGreaterThanOrEqual(report.averageMs ?? 0);
    expect(report.utilization.observed).toBeGreaterThan(20);
    expect(report.breakers).toHaveLength(1);
    expect(report.breakers[0]?.state).toBe('closed');
    expect(Object.keys(report.gateways)).toHaveLength(10);
    expect(report.startup).toMatchObject({ state: 'ready' });
  });

  it('falls when the home is gone: by its errors, by the open breaker and by the check of the home', async () => {
    const subject = started(variablesFor({ url: 'http://127.0.0.1:1', token: 'a-token-of-somebody' }));
    for (let sent = 0; sent < 6; sent += 1) await subject.handler(turnOn, contextOf(5_000));
    const { score, state, deductions, errorRate } = await healthOf(subject);
    expect(errorRate).toBe(1);
    expect(state).not.toBe('healthy');
    expect(deductions.map(({ reason }) => reason).join(' ')).toMatch(/100 % .*failed.*is open.*home is degraded/s);
    expect(score).toBe(100 - deductions.reduce((sum, { points }) => sum + points, 0));
    expect(score).toBeLessThanOrEqual(40);
  });

  it('falls when memory is near the limit', async () => {
    const { score, deductions } = await healthOf(started({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '32' }));
    expect(deductions).toContainEqual(expect.objectContaining({ points: 30, reason: expect.stringMatching(/Memory/) }));
    expect(score).toBeLessThanOrEqual(70);
  });

  it('falls when a tier of the cache is degraded', async () => {
    // A file where the directory should be.
    const directory = join(tmpdir(), `hearthgate-no-directory-${process.pid}`);
    await writeFile(directory, 'in the way');
    onTestFinished(() => rm(directory));
    const subject = started({ HEARTHGATE_ENCRYPTION_KEY: 'ab'.repeat(32), HEARTHGATE_CACHE_DIRECTORY: directory });
    await subject.gateways.cache.operations.set({ key: 'lamp', value: 1 });
    const { deductions, gateways, score } = await healthOf(subject);
    expect(gateways.cache).toBe('degraded');
    expect(deductions.map(({ reason }) => reason).join()).toMatch(/Gateway cache is degraded/);
    expect(score).toBeLessThanOrEqual(90);
  });

  it('falls when the settings are wrong, and names the setting', async () => {
    const subject = started(variablesFor({ url: 'ftp://example.com' }));
    const { score, state, checks } = await healthOf(subject);
    expect(state).toBe('unhealthy');
    expect(score).toBeLessThanOrEqual(75);
    expect(checks.find(({ name }) => name === 'home')?.detail).toMatch(/_URL/);
  });
});

describe('every operation', () => {
  it('is counted, timed and correlated without any code of its own', async () => {
    const subject = started({});
    await subject.handler({ hearthgate: 'diagnostics' }, contextOf(5_000));
    const { operations } = subject.gateways.metrics.operations.getPerformanceStats();
    const counted = operations.find(({ gateway, operation }) => gateway === 'lambda' && operation === 'healthCheck');
    expect(counted).toMatchObject({ calls: 1, errors: 0 });
    expect(counted?.averageMs).toBeGreaterThan(0);
    const response = await subject.gateways.cache.execute('get', { key: 'lamp' });
    expect(response).toMatchObject({ success: true, correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(subject.closingLine().correlation_id).toBe('request-1');
  });
});
