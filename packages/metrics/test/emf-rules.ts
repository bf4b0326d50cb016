/** Units that CloudWatch knows (MetricDatum, CloudWatch API reference). */
export const cloudWatchUnits: ReadonlySet<string> = new Set(
  [
    'Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits Gigabits',
    'Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second Gigabytes/Second Terabytes/Second None',
    'Bits/Second Kilobits/Second Megabits/Second Gigabits/Second Terabits/Second Count/Second',
  ]
    .join(' ')
    .split(' '),
);

type Json = Record<string, unknown>;

/** What is wrong with a document by the rules of the embedded metric format; empty when nothing is. */
export function emfProblems(document: unknown): string[] {
  const problems: string[] = [];
  const check = (holds: boolean, rule: string) => {
    if (!holds) problems.push(rule);
  };
  if (!isObject(document)) return ['the root is an object'];
  const metadata = document._aws;
  if (!isObject(metadata)) return ['_aws is an object'];
  check(sameMembers(metadata, ['CloudWatchMetrics', 'Timestamp']), '_aws has CloudWatchMetrics and Timestamp only');
  check(Number.isSafeInteger(metadata.Timestamp) && Number(metadata.Timestamp) >= 0, 'Timestamp is epoch milliseconds');
  const directives = metadata.CloudWatchMetrics;
  if (!Array.isArray(directives)) return [...problems, 'CloudWatchMetrics is a list'];
  for (const directive of directives) {
    if (!isObject(directive)) return [...problems, 'a directive is an object'];
    check(sameMembers(directive, ['Dimensions', 'Metrics', 'Namespace']), 'a directive has its three members only');
    check(isText(directive.Namespace, 1_024), 'Namespace is a text of 1 to 1024 characters');
    problems.push(...dimensionProblems(document, directive.Dimensions), ...metricProblems(document, directive.Metrics));
  }
  return problems;
}

function dimensionProblems(document: Json, sets: unknown): string[] {
  if (!Array.isArray(sets) || sets.length === 0) return ['Dimensions is a list of at least one set'];
  return sets.flatMap((set) => {
    if (!Array.isArray(set) || set.length > 30) return ['a dimension set is a list of at most 30 names'];
    return set.flatMap((name) => {
      if (!isText(name, 250)) return ['a dimension name is a text of 1 to 250 characters'];
      return Object.hasOwn(document, name) && isText(document[name], 1_024) ? [] : [`${name} is a text at the root`];
    });
  });
}

function metricProblems(document: Json, metrics: unknown): string[] {
  if (!Array.isArray(metrics) || metrics.length === 0 || metrics.length > 100) return ['Metrics has 1 to 100 members'];
  const names = metrics.map((metric) => (metric as Json).Name);
  const repeated = new Set(names).size === names.length ? [] : ['a name is defined once'];
  return [
    ...repeated,
    ...metrics.flatMap((metric: Json) => {
      if (!sameMembers(metric, ['Name', 'Unit'])) return ['a definition has Name and Unit'];
      if (!isText(metric.Name, 1_024)) return ['a name is a text of 1 to 1024 characters'];
      if (!cloudWatchUnits.has(String(metric.Unit))) return ['the unit is one that CloudWatch knows'];
      return Object.hasOwn(document, metric.Name) ? valueProblems(document[metric.Name]) : ['the value is at the root'];
    }),
  ];
}

function valueProblems(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0 || values.length > 100) return ['a value is a number or 1 to 100 numbers'];
  const isValid = (one: unknown) => typeof one === 'number' && Number.isFinite(one) && Math.abs(one) <= 2 ** 360;
  return values.every(isValid) ? [] : ['values are numbers from -2^360 to 2^360'];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength;
}

function sameMembers(value: Json, names: readonly string[]): boolean {
  return Object.keys(value).sort().join() === names.join();
}
