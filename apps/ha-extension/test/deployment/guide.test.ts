import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accountLinking, SKILL_PACKAGES } from '../../src/deployment/index.ts';
import { settingNames } from '../../src/settings/setting-table.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const guide = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
const example = readFileSync(join(ROOT, 'hearthgate.env.example'), 'utf8');

it('Guide and example file name only settings of the bridge that there are', () => {
  for (const text of [guide, example]) {
    const named = [...text.matchAll(/\bHOME_ASSISTANT_([A-Z]+(?:_[A-Z]+)*)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !settingNames.includes(name as (typeof settingNames)[number]))).toEqual([]);
  }
});

it('The guide says of account linking what the command prints', () => {
  for (const region of ['us-east-1', 'eu-west-1', 'us-west-2']) {
    const linking = accountLinking('https://home.example.com', region);
    expect(guide).toContain(`\`${region}\`: \`${linking.clientId}\``);
    expect(guide).toContain(`| Your Web Authorization URI | \`${linking.authorizationUri}\` |`);
    expect(guide).toContain(`| Access Token URI | \`${linking.tokenUri}\` |`);
    expect(guide).toContain(`**${linking.authenticationScheme}**`);
    expect(guide).toContain(`| Scope | \`${linking.scope}\` |`);
  }
});

it('The guide names every interaction model, and the name by which the skill is called', () => {
  const models = join(SKILL_PACKAGES, 'custom/skill-package/interactionModels/custom');
  for (const file of readdirSync(models)) expect(guide).toMatch(new RegExp(`\\b${file.replace('.json', '')}\\b`));
  const { invocationName } = JSON.parse(readFileSync(join(models, 'en-US.json'), 'utf8')).interactionModel
    .languageModel;
  expect(guide).toContain(`"Alexa, ask ${invocationName}, `);
});
