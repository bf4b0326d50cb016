import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDeployArguments } from '../../src/deploy/arguments.ts';
import { makePlan } from '../../src/deploy/plan.ts';
import {
  DEPLOY_PREFIX,
  deploymentMarkdown,
  deploymentSettingNames,
} from '../../src/deploy/settings/deployment-table.ts';
import { EXAMPLE_FILE, readSettingsFile, SETTINGS_FILE } from '../../src/deploy/settings/settings-file.ts';
import { synthesize } from '../../src/deploy/template/template.ts';
import { everything } from './support/options.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const guide = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
const example = readFileSync(join(ROOT, EXAMPLE_FILE), 'utf8');
// biome-ignore lint/suspicious/noExplicitAny: read as CloudFormation would
const template = synthesize(everything) as any;
const matches = (pattern: RegExp, text = guide) => [
  ...new Set([...text.matchAll(pattern)].map(([, found = '']) => found)),
];

describe('The guide to the deployment', () => {
  it('has the table of settings that the command reads', () => {
    expect(guide).toContain(deploymentMarkdown());
  });

  it('names only settings that there are, as does the example file', () => {
    const known = deploymentSettingNames.map((name) => DEPLOY_PREFIX + name);
    for (const text of [guide, example]) {
      const named = matches(/\b(DEPLOY_[A-Z_]+)/g, text);
      expect(named.length).toBeGreaterThan(3);
      expect(named.filter((name) => !known.includes(name))).toEqual([]);
    }
    expect(matches(/^#?(DEPLOY_[A-Z_]+)=/gm, example).sort()).toEqual(known.sort());
  });

  it('shows only commands that the command understands, and scripts that there are', () => {
    const commands = matches(/npm run deploy -- ([^`\n]+)/g);
    expect(commands.length).toBeGreaterThan(3);
    for (const args of commands) expect(() => parseDeployArguments(args.trim().split(' '))).not.toThrow();
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const script of matches(/npm run (\w+)/g)) expect(Object.keys(scripts)).toContain(script);
    for (const flag of matches(/`(--[a-z-]+)`/g))
      expect(() => parseDeployArguments([flag, 'x'])).not.toThrow(/Unknown/);
  });

  it('lets the doctor read the settings that the deployment reads: they are in no environment yet', () => {
    expect(matches(/npx @hearthgate\/ha-extension doctor(.*)/g)).toEqual([` --env-file ${SETTINGS_FILE}`]);
  });

  it('says of the function what the template says', () => {
    const { Runtime, Architectures, MemorySize, Timeout } = template.Resources.Function.Properties;
    const alarms = Object.values<{ Type: string }>(template.Resources).filter(
      ({ Type }) => Type === 'AWS::CloudWatch::Alarm',
    );
    const text = guide.replace(/\s+/g, ' ');
    expect(text).toContain(
      `a function on ${Architectures} with \`${Runtime}\`, ${MemorySize} MB and a time limit of ${Timeout} s`,
    );
    expect(text).toContain(
      `kept for ${template.Resources.LogGroup.Properties.RetentionInDays} days, and ${alarms.length} alarms`,
    );
    expect(text).toContain(`10 alarms (${alarms.length} are used)`);
    expect(text).toContain(template.Resources.LogGroup.Properties.LogGroupName);
  });

  it('names all outputs and no others', () => {
    const sentence = /the outputs \(([\s\S]*?)\) in `dist\/deploy\/outputs\.json`/.exec(guide)?.[1] ?? '';
    expect(matches(/`(\w+)`/g, sentence).sort()).toEqual(Object.keys(template.Outputs).sort());
  });

  it('points only at files that there are, and at parts of itself that there are', () => {
    const links = matches(/\]\(([^)]+)\)/g).filter((link) => !link.startsWith('http'));
    expect(links.length).toBeGreaterThan(2);
    const headings = matches(/^#+ (.+)$/gm).map((title) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const link of links) {
      const [file = '', part] = link.split('#');
      if (file !== '') expect(existsSync(join(ROOT, 'docs', file)), link).toBe(true);
      else expect(headings).toContain(part);
    }
  });

  it('gives each language the region that the command gives it', async () => {
    const rows = matches(/^ {2}\| (`(?:us|eu)-[a-z]+-\d` \| .+) \|$/gm);
    expect(rows).toHaveLength(3);
    const variables = { DEPLOY_REGION: 'eu-central-1', DEPLOY_SMART_HOME_SKILL_ID: everything.skillIds.smartHome };
    const { notes } = await makePlan({ variables, shell: {}, zip: Buffer.of() });
    for (const row of rows) {
      const [region = '', languages = ''] = row.replaceAll('`', '').split(' | ');
      expect(notes.join(' ')).toContain(`${region} for ${languages}`);
    }
  });
});

describe('The example of a settings file', () => {
  it('is a settings file that can be deployed', async () => {
    const { variables = {} } = readSettingsFile(join(ROOT, EXAMPLE_FILE), true);
    const { settings } = await makePlan({ variables, shell: {}, zip: Buffer.of() });
    expect(settings.region).toBe('eu-west-1');
  });

  it('is one too when every line is taken out of its comment', async () => {
    const { parseEnv } = await import('node:util');
    const text = example.replace(/^#([A-Z]+_[A-Z_]+=.+)$/gm, '$1');
    const variables = parseEnv(text) as Record<string, string>;
    expect(Object.keys(variables).length).toBeGreaterThan(10);
    const { notes } = await makePlan({ variables, shell: {}, zip: Buffer.of() });
    expect(notes).toEqual([]);
  });

  it('and its filled-in copy stay out of git', () => {
    const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
    expect(ignored).toContain('hearthgate.env');
    expect(ignored).toContain('hearthgate.*.env');
    expect(ignored).not.toContain(EXAMPLE_FILE);
  });
});
