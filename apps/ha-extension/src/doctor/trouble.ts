import type { Answer } from './ask.ts';
import { type Finding, failed } from './check.ts';

/** A call that did not bring what was wanted, in the words that the bridge has for it. */
export function trouble(answer: Answer, what: string): Finding {
  const { means, todo } = adviceOf(answer);
  return failed(sawIn(answer, what), means, todo);
}

/** What came back, without anything that the home wrote. */
export function sawIn({ response, error, failure }: Answer, what: string): string {
  if (response === undefined) return `${what}: ${error?.message ?? 'no answer'}`;
  const page = failure?.kind === 'html-answer' ? ', a web page' : '';
  return `${what} was answered with status ${response.status}${page}.`;
}

/** The failure table has meaning and mend in one sentence, with a semicolon between them. */
export function adviceOf({ failure }: Answer): { readonly means: string; readonly todo: string } {
  const [means = '', ...mend] = (failure?.explanation ?? 'The home answered something else than was asked for').split(
    '; ',
  );
  const todo = mend.join('; ');
  return {
    means: `${means.replace(/\.$/, '')}.`,
    todo: todo === '' ? "Look into the home's own log." : `${todo.charAt(0).toUpperCase()}${todo.slice(1)}`,
  };
}
