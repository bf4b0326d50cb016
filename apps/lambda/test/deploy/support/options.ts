import type { TemplateOptions } from '../../../src/deploy/template/template.ts';

export const SMART_HOME_SKILL = 'amzn1.ask.skill.00000000-0000-4000-8000-000000000001';
export const CUSTOM_SKILL = 'amzn1.ask.skill.00000000-0000-4000-8000-000000000002';

/** The deployment with everything that there is. */
export const everything: TemplateOptions = {
  name: 'hearthgate',
  codeKey: `functions/${'0'.repeat(64)}.zip`,
  memoryMb: 128,
  logDays: 14,
  skillIds: { smartHome: SMART_HOME_SKILL, custom: CUSTOM_SKILL },
  table: { retain: true },
  functionUrl: true,
  alarmEmail: 'somebody@example.com',
  variables: { LOG_LEVEL: 'info', HEARTHGATE_ENCRYPTION_KEY: 'parameters:/hearthgate/HEARTHGATE_ENCRYPTION_KEY' },
  kept: [
    { source: 'parameters', name: '/hearthgate/HEARTHGATE_ENCRYPTION_KEY' },
    { source: 'parameters', name: '/shared/settings/' },
    { source: 'secrets', name: 'bridge/token' },
    { source: 'secrets', name: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:other-AbCdEf' },
  ],
};

/** The least that can be deployed. */
export const nothing: TemplateOptions = {
  ...everything,
  skillIds: { smartHome: undefined, custom: undefined },
  table: undefined,
  functionUrl: false,
  alarmEmail: undefined,
  variables: {},
  kept: [],
};
