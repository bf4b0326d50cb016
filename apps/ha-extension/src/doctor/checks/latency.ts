import { type Check, failed, ok, warning } from '../check.ts';
import { OPEN_PATH } from '../examination.ts';
import { trouble } from '../trouble.ts';

const SAMPLES = 5;
/** After so long the picture is clear, and a slow home is not asked again. */
const MAX_SAMPLING_MS = 3_000;
/** Alexa's limit less what the bridge keeps for the way back. */
const DIRECTIVE_MS = 7_500;
/** For what Amazon calls while an account is linked (developer.amazon.com, Account Linking). */
const LINKING_MS = 4_500;
const NOTICEABLE_MS = 1_500;

/** How long the home takes over a connection that stands, against what Alexa allows. */
export const latency: Check = {
  name: 'latency',
  needs: ['home-assistant'],
  async run(home) {
    const { settings, facts } = home;
    const times: number[] = [];
    // One after the other: a Lambda asks one thing at a time.
    while (times.length < SAMPLES && sum(times) < MAX_SAMPLING_MS) {
      const answer = await home.ask({ path: OPEN_PATH });
      if (answer.failure !== undefined) return trouble(answer, `GET ${OPEN_PATH}, asked once more,`);
      times.push(answer.durationMs);
    }
    const sorted = times.toSorted((one, other) => one - other);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const devicesMs = facts.discovery?.durationMs ?? 0;
    const slowest = Math.max(sorted.at(-1) ?? 0, devicesMs);
    const listed = devicesMs > 0 ? `; the list of devices ${devicesMs} ms` : '';
    const saw = `${times.length} requests: median ${median} ms, slowest ${sorted.at(-1)} ms${listed}.`;
    const mend =
      'Look what keeps the machine of the home busy (database, add-ons, memory), and put the function into the region nearest to it.';
    if (slowest > DIRECTIVE_MS) return failed(saw, 'Alexa gives up after 8 s.', mend);
    if (median > LINKING_MS) {
      return settings.tokenSources.includes('directive')
        ? failed(saw, 'Alexa gives up linking an account after 4.5 s.', mend)
        : warning(saw, 'Alexa waits 8 s for a directive, and 4.5 s when an account is linked.', mend);
    }
    if (slowest > DIRECTIVE_MS / 2 || median > NOTICEABLE_MS) {
      return warning(saw, 'It is slow: a busy moment more, and Alexa says that the device does not respond.', mend);
    }
    return ok(saw, 'Well within the 8 s for a directive and the 4.5 s for linking an account.');
  },
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
