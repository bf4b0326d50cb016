import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Artifacts } from '../../../src/deploy/aws/artifacts.ts';
import {
  cachedCodeOf,
  codeKeyOf,
  KEPT_RELEASES,
  readRelease,
  recordRelease,
  releaseOf,
} from '../../../src/deploy/aws/releases.ts';
import { synthesize, templateText } from '../../../src/deploy/template/template.ts';
import { nothing } from '../support/options.ts';
import { type Emulator, startEmulator } from './emulator.ts';

let aws: Emulator;
let artifacts: Artifacts;
beforeAll(async () => {
  aws = await startEmulator();
  const Bucket = 'releases';
  const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
  await aws.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  artifacts = new Artifacts(aws.s3, Bucket);
});
afterAll(() => aws.stop());

const codeKey = (index: number) => `functions/${index.toString(16).padStart(64, '0')}.zip`;
const template = (index: number) => templateText(synthesize({ ...nothing, codeKey: codeKey(index) }));

it('The last releases are kept with their code, each with the one before it, and older ones are forgotten', async () => {
  const made = KEPT_RELEASES + 3;
  let previous: string | undefined;
  for (let index = 0; index < made; index += 1) {
    await artifacts.put(codeKey(index), `code ${index}`);
    const release = { template: template(index), tags: {}, previous };
    previous = (await recordRelease(artifacts, release, Date.UTC(2026, 0, 1, 0, 0, index))).id;
  }
  expect(await artifacts.list('releases/')).toHaveLength(KEPT_RELEASES);
  expect(await artifacts.list('functions/')).toEqual(
    Array.from({ length: KEPT_RELEASES }, (_, index) => codeKey(made - KEPT_RELEASES + index)),
  );
  const last = await releaseOf(artifacts, template(made - 1));
  expect(last?.id).toBe(previous);
  const before = await readRelease(artifacts, last?.previous ?? '');
  expect(codeKeyOf(before?.template ?? '')).toBe(codeKey(made - 2));
  expect(await releaseOf(artifacts, template(0))).toBeUndefined();
});

it('The guide says how many are kept', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../../../docs/deployment.md'), 'utf8');
  expect(KEPT_RELEASES).toBe(10);
  expect(guide).toContain('The last ten deployments are kept');
});

it('A release that stands in the place of another has its order and keeps neither it nor its code', async () => {
  const [plain, cached] = [codeKey(1_000), codeKey(1_001)];
  const count = (await artifacts.list('releases/')).length;
  await artifacts.put(plain, 'code');
  const release = { tags: {}, previous: 'the one before', build: plain };
  const at = (second: number) => Date.UTC(2026, 0, 2, 0, 0, second);
  const first = await recordRelease(artifacts, { ...release, template: template(1_000) }, at(0));
  expect(await cachedCodeOf(artifacts, plain)).toBeUndefined();
  await artifacts.put(cached, 'code with its cache');
  const second = await recordRelease(artifacts, { ...release, template: template(1_001) }, at(1), first);
  expect(await releaseOf(artifacts, template(1_001))).toEqual(second);
  expect(await releaseOf(artifacts, template(1_000))).toBeUndefined();
  expect(await artifacts.list('releases/')).toHaveLength(count);
  expect(await artifacts.has(plain)).toBe(false);
  expect(await cachedCodeOf(artifacts, plain)).toBe(cached);
});
