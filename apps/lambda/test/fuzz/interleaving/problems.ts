import { hasSharedData, schemaProblems } from '../../support/alexa-schema.ts';
import { skillProblems } from '../../support/skill-rules.ts';
import { mark, numbersIn, type Party } from './parties.ts';

/** What is wrong with one of the answers. */
export function problemsOf({ message, number, fails }: Party, answer: unknown): readonly string[] {
  const text = JSON.stringify(answer);
  const strangers = [...numbersIn(text)].filter((other) => other !== number);
  const content = message === 'over http' ? JSON.parse((answer as { body: string }).body) : answer;
  const invalid =
    message === 'sentence' ? skillProblems('IntentRequest', answer) : hasSharedData ? schemaProblems(content) : [];
  const isOwn = fails || text.includes(mark('reply', number));
  return [
    ...strangers.map((other) => `the answer of ${number} holds a mark of ${other}`),
    ...invalid,
    ...(isOwn ? [] : [`the answer of ${number} is not that of its own request: ${text}`]),
    ...(text.includes(mark('token', number)) ? ['the token is in the answer'] : []),
  ];
}

/** Lines under a request's id that hold a mark of another, and tokens in any line. */
export function problemsIn(lines: readonly string[], parties: readonly Party[]): readonly string[] {
  const closed = new Map<string, number>();
  const problems = lines.flatMap((line) => {
    const { correlation_id: id, event, _aws } = JSON.parse(line);
    if (event === 'invocation' || _aws !== undefined) closed.set(String(id), (closed.get(String(id)) ?? 0) + 1);
    const own = numbersIn(String(id));
    const others = [...numbersIn(line)].filter((number) => !own.has(number));
    return others.length > 0 || line.includes('hg-token-') ? [`a line of ${id} holds what it must not: ${line}`] : [];
  });
  const open = parties.filter(({ number }) => closed.get(mark('request', number)) !== 2);
  return [...problems, ...open.map(({ number }) => `${number} has not one closing line and one document`)];
}
