export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ParsedFamily {
  readonly help: string;
  readonly type: string;
  readonly samples: ParsedSample[];
}

/** Reads text exposition format 0.0.4 as strictly as its description says; throws at the first line that breaks it. */
export function parsePrometheus(text: string): Map<string, ParsedFamily> {
  const families = new Map<string, ParsedFamily>();
  if (text === '') return families;
  if (!text.endsWith('\n')) throw new Error('The last line ends with a line feed.');
  const seen = new Set<string>();
  let help: { readonly name: string; readonly text: string } | undefined;
  let current: { readonly name: string; readonly family: ParsedFamily } | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const helpLine = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\]|\\\\|\\n)*)$/.exec(line);
    const typeLine = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|summary)$/.exec(line);
    if (helpLine !== null) {
      help = { name: helpLine[1] ?? '', text: helpLine[2] ?? '' };
    } else if (typeLine !== null) {
      const [, name = '', type = ''] = typeLine;
      if (help?.name !== name || families.has(name)) throw new Error(`One HELP and one TYPE a family: ${line}`);
      current = { name, family: { help: help.text, type, samples: [] } };
      families.set(name, current.family);
    } else {
      const sample = parseSample(line);
      const key = line.slice(0, line.lastIndexOf(' '));
      if (seen.has(key)) throw new Error(`A series is given once: ${line}`);
      seen.add(key);
      const suffixes = current?.family.type === 'summary' ? ['_sum', '_count', ''] : [''];
      if (current?.family.type === 'summary' && sample.name === current.name && !('quantile' in sample.labels)) {
        throw new Error(`A sample of a summary is a sum, a count or a quantile: ${line}`);
      }
      if (!suffixes.some((suffix) => sample.name === `${current?.name}${suffix}`)) throw new Error(`Astray: ${line}`);
      current?.family.samples.push(sample);
    }
  }
  return families;
}

function parseSample(line: string): ParsedSample {
  const match = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\{(.*)\} (\S+)$/.exec(line);
  if (match === null) throw new Error(`No sample: ${JSON.stringify(line)}`);
  const [, name = '', labelText = '', number = ''] = match;
  const value = Number(number);
  if (!Number.isFinite(value)) throw new Error(`No number: ${line}`);
  const labels: Record<string, string> = {};
  const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\\\|\\"|\\n)*)"(,|$)/y;
  while (label.lastIndex < labelText.length) {
    const found = label.exec(labelText);
    if (found === null) throw new Error(`Labels do not parse: ${line}`);
    labels[found[1] ?? ''] = (found[2] ?? '').replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
  }
  return { name, labels, value };
}
