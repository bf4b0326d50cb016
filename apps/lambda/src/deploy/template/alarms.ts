import { FUNCTION, TIMEOUT_SECONDS } from './function.ts';
import { type Part, type Resource, ref, type TemplateValue } from './resource.ts';

const PERIOD_SECONDS = 300;
/** Alexa gives up at 8 s; the bridge answers before. */
const SLOW_MS: number = TIMEOUT_SECONDS * 1_000 * 0.75;

/** Three alarms of the ten that are free. They write to the address, if there is one. */
export function alarmsPart(email: string | undefined): Part {
  const actions = email === undefined ? [] : [ref('AlarmTopic')];
  const topic: Record<string, Resource> =
    email === undefined
      ? {}
      : {
          AlarmTopic: {
            Type: 'AWS::SNS::Topic',
            Properties: { Subscription: [{ Protocol: 'email', Endpoint: email }] },
          },
        };
  return {
    resources: {
      ...topic,
      ErrorAlarm: alarm(actions, {
        AlarmDescription: 'Hearthgate failed: its log says which invocation and why.',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Threshold: 1,
        EvaluationPeriods: 1,
      }),
      ThrottleAlarm: alarm(actions, {
        AlarmDescription: 'Hearthgate was throttled: the account runs as many functions at once as it may.',
        MetricName: 'Throttles',
        Statistic: 'Sum',
        Threshold: 1,
        EvaluationPeriods: 1,
      }),
      DurationAlarm: alarm(actions, {
        AlarmDescription: 'One in twenty answers of Hearthgate comes almost too late for Alexa.',
        MetricName: 'Duration',
        ExtendedStatistic: 'p95',
        Threshold: SLOW_MS,
        EvaluationPeriods: 3,
        EvaluateLowSampleCountPercentile: 'ignore',
      }),
    },
  };
}

function alarm(actions: readonly TemplateValue[], properties: Resource['Properties']): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/Lambda',
      Dimensions: [{ Name: 'FunctionName', Value: ref(FUNCTION) }],
      Period: PERIOD_SECONDS,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      // A house asleep is no news.
      TreatMissingData: 'notBreaching',
      ...(actions.length === 0 ? {} : { AlarmActions: actions, OKActions: actions }),
      ...properties,
    },
  };
}
