import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ARN_PLACEHOLDER, SKILL_PACKAGES, skillManifests, writeSkillPackages } from '../../src/deployment/index.ts';

const ARN = 'arn:aws:lambda:us-east-1:999999999999:function:my-house';
const read = (folder: string, path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const kinds = Object.entries(skillManifests);

it.each(kinds)('The manifest of the %s skill has what a skill in development needs', (kind, path) => {
  const { manifest } = read(SKILL_PACKAGES, path);
  expect(manifest.manifestVersion).toBe('1.0');
  expect(Object.keys(manifest.apis)).toEqual([kind]);
  expect(manifest.apis[kind].endpoint.uri).toBe(ARN_PLACEHOLDER);
  if (kind === 'smartHome') expect(manifest.apis.smartHome.protocolVersion).toBe('3');
  expect(manifest.privacyAndCompliance).toMatchObject({ usesPersonalInfo: true, isChildDirected: false });
});

/** https://developer.amazon.com/docs/alexa/smapi/skill-manifest.html */
it.each(kinds)('The texts of the %s skill keep to the lengths that Amazon takes', (kind, path) => {
  for (const text of Object.values<Record<string, string & string[]>>(
    read(SKILL_PACKAGES, path).manifest.publishingInformation.locales,
  )) {
    expect(text.name?.length).toBeLessThanOrEqual(50);
    expect(text.summary?.length).toBeLessThanOrEqual(160);
    expect(text.description?.length).toBeLessThanOrEqual(4_000);
    expect(text.keywords?.length).toBeLessThanOrEqual(30);
    if (kind === 'custom') expect(text.examplePhrases).toHaveLength(3);
  }
});

it('The custom skill speaks the locales of its models, and its example phrases call it by its name', () => {
  const models = 'custom/skill-package/interactionModels/custom';
  const { locales } = read(SKILL_PACKAGES, skillManifests.custom).manifest.publishingInformation;
  const files = readdirSync(join(SKILL_PACKAGES, models));
  expect(Object.keys(locales).sort()).toEqual(files.map((file) => file.replace('.json', '')).sort());
  for (const [locale, { examplePhrases }] of Object.entries<{ examplePhrases: string[] }>(locales)) {
    const { invocationName } = read(SKILL_PACKAGES, `${models}/${locale}.json`).interactionModel.languageModel;
    for (const phrase of examplePhrases) expect(phrase.toLowerCase()).toContain(invocationName);
  }
});

it('Both skills speak the same locales', () => {
  const localesOf = (path: string) => Object.keys(read(SKILL_PACKAGES, path).manifest.publishingInformation.locales);
  expect(localesOf(skillManifests.custom)).toEqual(localesOf(skillManifests.smartHome));
});

it('The packages are copied with the ARN of the function in their manifests', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-skills-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await writeSkillPackages(folder, ARN);
  expect(read(folder, skillManifests.custom).manifest.apis.custom.endpoint.uri).toBe(ARN);
  expect(read(folder, skillManifests.smartHome).manifest.apis.smartHome.endpoint.uri).toBe(ARN);
  expect(read(folder, 'custom/ask-resources.json').profiles.default.skillMetadata.src).toBe('./skill-package');
});
