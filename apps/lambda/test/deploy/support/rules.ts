interface Loose {
  readonly [name: string]: unknown;
}

/** What the deployment promises beyond what a schema can say. Each broken promise is a sentence. */
export function brokenPromises(template: { readonly Resources: Readonly<Record<string, unknown>> }): readonly string[] {
  return Object.entries(template.Resources).flatMap(([name, resource]) => {
    const { Type, Properties = {} } = resource as { readonly Type: string; readonly Properties?: Loose };
    switch (Type) {
      case 'AWS::Lambda::Permission':
        return openTrigger(name, Properties);
      case 'AWS::Lambda::Url':
        return Properties.AuthType === 'AWS_IAM' ? [] : [`${name} answers anybody`];
      case 'AWS::IAM::Role':
        return roleProblems(name, Properties);
      default:
        return [];
    }
  });
}

function openTrigger(name: string, { Principal, EventSourceToken }: Loose): readonly string[] {
  const isAlexa = Principal === 'alexa-connectedhome.amazon.com' || Principal === 'alexa-appkit.amazon.com';
  const isSkill = typeof EventSourceToken === 'string' && EventSourceToken.startsWith('amzn1.ask.skill.');
  return isAlexa && isSkill ? [] : [`${name} lets others than one skill call`];
}

function roleProblems(name: string, { ManagedPolicyArns, Policies = [] }: Loose): readonly string[] {
  const statements = (
    Policies as readonly { readonly PolicyDocument: { readonly Statement: readonly Loose[] } }[]
  ).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return [
    ...(ManagedPolicyArns === undefined ? [] : [`${name} has a managed policy`]),
    ...statements.flatMap(({ Action, Resource, NotAction, NotResource }) => [
      ...(NotAction === undefined && NotResource === undefined ? [] : [`${name} is allowed all but something`]),
      ...textsOf(Action)
        .filter((text) => text.includes('*'))
        .map((text) => `${name} may do ${text}`),
      ...textsOf(Resource)
        .filter((text) => text.includes('*'))
        .map((text) => `${name} may use ${text}`),
    ]),
  ];
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
