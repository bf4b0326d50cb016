import type { RegisterStageParams } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { createInitializationGateway } from '../src/index.ts';

const setUp = () => createInitializationGateway().operations;
const run = () => {};

describe('registering a stage', () => {
  it('refuses a name that is taken', () => {
    const { registerStage } = setUp();
    registerStage({ name: 'a', run });
    expect(() => registerStage({ name: 'a', run })).toThrow(
      expect.objectContaining({ code: 'INITIALIZATION_STAGE_EXISTS', message: expect.stringContaining('"a"') }),
    );
  });

  it('refuses stages that come after start-up has begun', () => {
    const { registerStage, lambdaInit } = setUp();
    const report = lambdaInit();
    expect(() => registerStage({ name: 'a', run })).toThrow(
      expect.objectContaining({ code: 'INITIALIZATION_ALREADY_STARTED' }),
    );
    return report;
  });

  it.each([
    ['a name', { run }],
    ['run', { name: 'a' }],
    ['after', { name: 'a', run, after: 'b' }],
    ['required', { name: 'a', run, required: 'no' }],
    ['timeoutMs', { name: 'a', run, timeoutMs: 0 }],
    ['timeoutMs', { name: 'a', run, timeoutMs: Number.NaN }],
    ['cleanup', { name: 'a', run, cleanup: true }],
  ])('says that %s is wrong', (what, params) => {
    expect(() => setUp().registerStage(params as unknown as RegisterStageParams)).toThrow(
      expect.objectContaining({ code: 'KERNEL_INVALID_PARAMS', message: expect.stringContaining(what) }),
    );
  });

  it('fails a stage that waits for an unknown one, by name, and skips what waits for it', async () => {
    const { registerStage, lambdaInit } = setUp();
    registerStage({ name: 'a', run, after: ['nowhere'] });
    registerStage({ name: 'b', run, after: ['a'] });
    registerStage({ name: 'c', run });
    expect((await lambdaInit()).stages).toMatchObject([
      { name: 'a', state: 'failed', reason: expect.stringContaining('"nowhere"') },
      { name: 'b', state: 'skipped' },
      { name: 'c', state: 'succeeded' },
    ]);
  });

  it('fails stages that wait for each other and names the path', async () => {
    const { registerStage, lambdaInit } = setUp();
    registerStage({ name: 'a', run, after: ['b'] });
    registerStage({ name: 'b', run, after: ['c'] });
    registerStage({ name: 'c', run, after: ['a'] });
    registerStage({ name: 'd', run, after: ['c'] });
    registerStage({ name: 'self', run, after: ['self'] });
    const { state, stages } = await lambdaInit();
    expect(state).toBe('failed');
    expect(stages.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('a > b > c > a'),
      expect.stringContaining('b > c > a > b'),
      expect.stringContaining('c > a > b > c'),
      expect.stringContaining('"c"'),
      expect.stringContaining('self > self'),
    ]);
    expect(stages.map((stage) => stage.state)).toEqual(['failed', 'failed', 'failed', 'skipped', 'failed']);
  });
});
