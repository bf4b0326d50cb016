import { arnHere, attribute, type Part, type TemplateValue } from './resource.ts';
import { TABLE } from './table.ts';

/** Where a setting is kept that the function has to read. */
export interface KeptSetting {
  readonly source: 'parameters' | 'secrets';
  /** As the function's environment names it: a name or an ARN, without the field. */
  readonly name: string;
}

export interface RolePart {
  readonly kept: readonly KeptSetting[];
  readonly hasTable: boolean;
}

/** The role of the function: its own log, its own settings, its own table, and nothing else. */
export function rolePart({ kept, hasTable }: RolePart): Part {
  const log = statement(['logs:CreateLogStream', 'logs:PutLogEvents'], [attribute('LogGroup', 'Arn')]);
  const table = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'];
  const statements = [
    log,
    ...settingStatements(kept),
    ...(hasTable ? [statement(table, [attribute(TABLE, 'Arn')])] : []),
  ];
  return {
    resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Description: 'What the Hearthgate function may do.',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
          Policies: [{ PolicyName: 'function', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
        },
      },
    },
  };
}

/** Parameters under Parameter Store's own key need no right to a key: that key's policy lets the account in. */
function settingStatements(kept: readonly KeptSetting[]): readonly TemplateValue[] {
  const names = (source: KeptSetting['source'], isPath: boolean) =>
    [
      ...new Set(
        kept.filter((one) => one.source === source && one.name.endsWith('/') === isPath).map(({ name }) => name),
      ),
    ].sort();
  const secrets = [...names('secrets', false), ...names('secrets', true)];
  const groups = [
    statement(['ssm:GetParameters'], names('parameters', false).map(parameterArn)),
    statement(['ssm:GetParametersByPath'], names('parameters', true).map(parameterArn)),
    statement(['secretsmanager:GetSecretValue'], secrets.map(secretArn)),
  ];
  return groups.filter((group) => group.Resource.length > 0);
}

function statement(actions: readonly string[], resources: readonly TemplateValue[]) {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

function parameterArn(name: string): TemplateValue {
  if (name.startsWith('arn:')) return name;
  return arnHere('ssm', `parameter/${name.replace(/^\/|\/$/g, '')}`);
}

/** Secrets Manager puts a hyphen and six characters of its own after the name; this is its way to name one secret. */
function secretArn(name: string): TemplateValue {
  return name.startsWith('arn:') ? name : arnHere('secretsmanager', `secret:${name}-??????`);
}
