import { writeFile } from 'node:fs/promises';
import { accountLinking, writeSkillPackages } from '@hearthgate/ha-extension/deployment';
import type { Plan } from '../plan.ts';
import type { Screen } from '../terminal/screen.ts';
import type { Deployed } from './deploy.ts';

/** Leaves the skill packages with the function's ARN in them, and says what to do with it. */
export async function printNextSteps(
  screen: Screen,
  plan: Plan,
  { outputs, isUpgrade }: Deployed,
  folder: string,
): Promise<void> {
  const { settings, homes } = plan;
  const { FunctionArn = '', FunctionUrl, TableName, LogGroup } = outputs;
  await writeSkillPackages(`${folder}/skills`, FunctionArn);
  await writeFile(`${folder}/outputs.json`, `${JSON.stringify(outputs, null, 2)}\n`);
  screen.line(
    isUpgrade
      ? '\nThe ARN that the skills have stays the same:\n'
      : '\nPaste this ARN as the endpoint of your skills; it stays the same:\n',
  );
  screen.line(`  ${FunctionArn}\n`);
  if (LogGroup !== undefined) screen.row('told', 'Log', LogGroup);
  if (TableName !== undefined) screen.row('told', 'Table', TableName);
  if (FunctionUrl !== undefined) screen.row('told', 'URL', `${FunctionUrl} (signed requests only)`);
  screen.row('told', 'Skills', `manifests and models with this ARN: ${folder}/skills`);
  if (isUpgrade) return;
  if (settings.alarmEmail !== undefined) {
    screen.row('told', 'Alarms', `AWS writes to ${settings.alarmEmail}: open the mail and choose Confirm subscription`);
  }
  for (const { address } of homes) {
    if (address === undefined) continue;
    const linking = accountLinking(address, settings.region);
    screen.line('\nAccount linking of the skills (docs/deployment.md shows where):\n');
    screen.row('told', 'Web URI', linking.authorizationUri);
    screen.row('told', 'Token URI', linking.tokenUri);
    screen.row('told', 'Client ID', linking.clientId);
    screen.row('told', 'Secret', linking.clientSecret);
    screen.row('told', 'Scheme', linking.authenticationScheme);
    screen.row('told', 'Scope', linking.scope);
  }
}
