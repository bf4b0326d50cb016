import { alarmsPart } from './alarms.ts';
import { CODE_BUCKET, functionPart } from './function.ts';
import type { Part, Template, TemplateValue } from './resource.ts';
import { ref } from './resource.ts';
import { type KeptSetting, rolePart } from './role.ts';
import { TABLE, tablePart } from './table.ts';
import { type SkillIds, triggersPart } from './triggers.ts';
import { urlPart } from './url.ts';

export interface TemplateOptions {
  /** The name of the function, which is that of the stack. */
  readonly name: string;
  readonly codeKey: string;
  readonly memoryMb: number;
  readonly logDays: number;
  readonly skillIds: SkillIds;
  readonly table: { readonly retain: boolean } | undefined;
  readonly functionUrl: boolean;
  readonly alarmEmail: string | undefined;
  /** The function's environment, without the table's name. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the function has to read by the references in it. */
  readonly kept: readonly KeptSetting[];
}

/** All of the deployment as one CloudFormation template, the same one for the same options. */
export function synthesize(options: TemplateOptions): Template {
  const { table, functionUrl, skillIds, alarmEmail } = options;
  const variables: Record<string, TemplateValue> = { ...options.variables };
  if (table !== undefined) variables.HEARTHGATE_CACHE_TABLE = ref(TABLE);
  const parts: readonly Part[] = [
    functionPart({ ...options, variables }),
    rolePart({ kept: options.kept, hasTable: table !== undefined }),
    triggersPart(skillIds),
    ...(table === undefined ? [] : [tablePart(table)]),
    alarmsPart(alarmEmail),
    ...(functionUrl ? [urlPart()] : []),
  ];
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Hearthgate: the bridge between Alexa and a home of your own.',
    Parameters: { [CODE_BUCKET]: { Type: 'String', Description: 'The bucket with the code of the function.' } },
    Resources: Object.assign({}, ...parts.map(({ resources }) => resources)),
    Outputs: Object.assign({}, ...parts.map(({ outputs }) => outputs)),
  };
}

export function templateText(template: Template): string {
  return `${JSON.stringify(template, null, 2)}\n`;
}
