/** A value of a template: plain JSON, in which objects with `Ref`, `Fn::GetAtt` or `Fn::Sub` are resolved by CloudFormation. */
export type TemplateValue =
  | string
  | number
  | boolean
  | readonly TemplateValue[]
  | { readonly [name: string]: TemplateValue | undefined };

export interface Resource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: 'Delete' | 'Retain';
  readonly UpdateReplacePolicy?: 'Delete' | 'Retain';
  readonly Properties: { readonly [name: string]: TemplateValue | undefined };
}

export interface Output {
  readonly Description: string;
  readonly Value: TemplateValue;
}

/** Part of a template: what one noun brings, by logical id. */
export interface Part {
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs?: Readonly<Record<string, Output>>;
}

export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Description: string }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, Output>>;
}

export function ref(logicalId: string): TemplateValue {
  return { Ref: logicalId };
}

export function attribute(logicalId: string, name: string): TemplateValue {
  return { 'Fn::GetAtt': [logicalId, name] };
}

/** An ARN in the account and region of the stack; `rest` is what follows the service. */
export function arnHere(service: string, rest: string): TemplateValue {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}` };
}
