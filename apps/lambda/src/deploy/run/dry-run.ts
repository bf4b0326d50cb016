import type { Plan } from '../plan.ts';
import { SETTINGS_FILE } from '../settings/settings-file.ts';
import { FUNCTION } from '../template/function.ts';
import type { Template } from '../template/resource.ts';
import type { Screen } from '../terminal/screen.ts';
import { kilobytes, printHeadline, typeInWords } from './headline.ts';

/** Says step by step what a deployment would do. Asks nobody anything. */
export function printPlan(screen: Screen, plan: Plan, templateFile: string, whyNot: string | undefined): void {
  const { settings, code, parameters, artifactsStack } = plan;
  const template = JSON.parse(plan.template) as Template;
  printHeadline(screen, plan, whyNot);
  screen.row('would', 'Bucket', `make the stack ${artifactsStack}, a private bucket for the code, unless it is there`);
  screen.row('would', 'Code', `upload function.zip (${kilobytes(code.zip.byteLength)}) unless it is there, as`);
  screen.block([`functions/${code.key.slice(10, 26)}….zip`]);
  screen.row(
    'would',
    'Secrets',
    parameters.length === 0 ? 'none to write' : 'write to Parameter Store, encrypted, where they differ:',
  );
  for (const { name, value } of parameters) {
    screen.block([`${name}${value === undefined ? ' (made if there is none)' : ''}`]);
  }
  screen.row('would', 'Stack', `make a change set of ${settings.stack}, show it, ask, and carry it out:`);
  const resources = Object.entries(template.Resources);
  const width = Math.max(...resources.map(([name]) => name.length));
  screen.block(resources.map(([name, { Type }]) => `${name.padEnd(width)}  ${typeInWords(Type)}`));
  printFunction(screen, template);
  if (settings.codeCache) {
    screen.row('would', 'Start-up', 'have the function make the code that shortens its start-up, and deploy that, too');
  }
  screen.row('would', 'Release', 'note the template in the bucket, for --rollback');
  screen.row('would', 'Smoke test', 'ask the function how it is, and which devices it finds');
  screen.line();
  screen.row('done', 'Template', `written to ${templateFile}`);
  screen.line();
  screen.line('Nothing was changed. To deploy:');
  screen.line(`  1. fill in ${SETTINGS_FILE} (docs/deployment.md says how)`);
  screen.line('  2. give AWS credentials: aws login, AWS_PROFILE or AWS_ACCESS_KEY_ID');
  screen.line('  3. npm run deploy');
}

function printFunction(screen: Screen, { Resources }: Template): void {
  const { Runtime, Architectures, MemorySize, Timeout, Environment } = (Resources[FUNCTION]?.Properties ?? {}) as {
    readonly [name: string]: unknown;
    readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
  };
  screen.row(
    'would',
    'Function',
    `${Runtime} on ${Architectures}, ${MemorySize} MB, ${Timeout} s, with in its environment:`,
  );
  for (const [name, value] of Object.entries(Environment?.Variables ?? {})) {
    screen.block([`${name}=${typeof value === 'string' ? value.replace(/^(.{40}).+$/s, '$1…') : 'the table'}`]);
  }
}
