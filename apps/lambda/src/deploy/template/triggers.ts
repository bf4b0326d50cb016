import { FUNCTION } from './function.ts';
import { attribute, type Part, type Resource } from './resource.ts';

export interface SkillIds {
  readonly smartHome: string | undefined;
  readonly custom: string | undefined;
}

/**
 * Who may call the function: Alexa, for the named skills only. A permission without a skill id would let anybody's skill
 * call, so without an id there is none. Smart home directives carry no skill id, which makes this the only check of them.
 */
export function triggersPart({ smartHome, custom }: SkillIds): Part {
  return {
    resources: {
      ...(smartHome === undefined ? {} : { SmartHomeTrigger: permission('alexa-connectedhome.amazon.com', smartHome) }),
      ...(custom === undefined ? {} : { CustomSkillTrigger: permission('alexa-appkit.amazon.com', custom) }),
    },
  };
}

function permission(principal: string, skillId: string): Resource {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: attribute(FUNCTION, 'Arn'),
      Principal: principal,
      EventSourceToken: skillId,
    },
  };
}
