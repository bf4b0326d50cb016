import type { Answer, TransportError } from '../ask.ts';
import { type Check, type Finding, failed, ok } from '../check.ts';
import { type Examination, OPEN_PATH } from '../examination.ts';
import { refusal } from '../http-refusal.ts';
import { adviceOf } from '../trouble.ts';

/** Whether there is an answer over HTTP that lets the function in. */
export const http: Check = {
  name: 'http',
  needs: ['tcp', 'proxy', 'tls', 'cloudflare'],
  readsFirstAnswer: true,
  async run(home) {
    const answer = await home.firstAnswer();
    const { response, error } = answer;
    if (response === undefined) return noAnswer(home, answer, error);
    return (
      refusal(home, answer, response) ??
      ok(
        `GET ${OPEN_PATH} was answered with status ${response.status} in ${answer.durationMs} ms.`,
        'A web server answers.',
      )
    );
  },
};

function noAnswer({ settingName }: Examination, answer: Answer, error: TransportError | undefined): Finding {
  const saw = error?.message ?? 'There was no answer.';
  if (error?.reason === 'not-http') {
    return failed(
      saw,
      'The port answers, but not in HTTP: it speaks TLS, or belongs to something else.',
      `Set ${settingName('URL')} to https:// if the port speaks TLS, or to the right port.`,
    );
  }
  if (answer.failure?.kind === 'too-slow') {
    return failed(
      saw,
      'The server takes requests, but does not answer them in time.',
      'Look what keeps Home Assistant or its machine busy; restart it if it hangs.',
    );
  }
  const { means, todo } = adviceOf(answer);
  return failed(saw, means, todo);
}
