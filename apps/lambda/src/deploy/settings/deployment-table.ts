export const DEPLOY_PREFIX = 'DEPLOY_';

/** All settings of the deployment and what each takes, by what follows `DEPLOY_`; each is a flag as well: `MEMORY_MB` is `--memory-mb`. */
export const deploymentTable = {
  STACK: { takes: 'the name of the stack and of the function, letters, digits and hyphens; default hearthgate' },
  REGION: { takes: 'the AWS region; default AWS_REGION of the shell, else us-east-1' },
  SMART_HOME_SKILL_ID: { takes: 'the id of your smart home skill (amzn1.ask.skill. and so on); default no trigger' },
  CUSTOM_SKILL_ID: { takes: 'the id of your custom skill (amzn1.ask.skill. and so on); default no trigger' },
  MEMORY_MB: { takes: 'memory of the function, 128 to 3008; default 128' },
  CODE_CACHE: { takes: 'no to leave out the code that V8 makes of the function, which shortens start-up; default yes' },
  TABLE: { takes: 'yes for a DynamoDB table that all execution environments share; default no' },
  TABLE_REMOVAL: { takes: 'delete or retain: what happens to the table when the stack is deleted; default delete' },
  FUNCTION_URL: { takes: 'yes for an HTTPS address that answers signed requests (AWS_IAM); default no' },
  ALARM_EMAIL: { takes: 'the address that the three alarms write to; default none' },
  LOG_DAYS: { takes: 'how many days the log is kept: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365; default 14' },
  TAGS: { takes: 'tags of all resources, NAME=VALUE with commas between them; default project=hearthgate' },
} as const;

export type DeploymentSettingName = keyof typeof deploymentTable;

export const deploymentSettingNames: readonly DeploymentSettingName[] = Object.keys(
  deploymentTable,
) as DeploymentSettingName[];

export function flagOf(name: DeploymentSettingName): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/** The table as Markdown: what the guide holds. */
export function deploymentMarkdown(): string {
  const rows = deploymentSettingNames.map(
    (name) => `| \`${DEPLOY_PREFIX}${name}\` | \`--${flagOf(name)}\` | ${deploymentTable[name].takes} |`,
  );
  return ['| setting | flag | what it takes |', '| --- | --- | --- |', ...rows].join('\n');
}
