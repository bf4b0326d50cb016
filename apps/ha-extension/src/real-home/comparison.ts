export type Situation =
  | 'refused-token'
  | 'unreachable'
  | 'slow'
  | 'discovery'
  | 'path-prefix'
  | 'grant'
  | 'lock'
  | 'thermostat-error'
  | 'sentence';

/** What two bridges that people use did in the same situations. */
interface PeerAnswers {
  readonly title: string;
  /** mike-grant/haaska. */
  readonly haaska: string;
  /** The function that Home Assistant's documentation of `alexa.smart_home` leads to. */
  readonly documented: string;
}

/**
 * Seen when both handlers were run against Home Assistant 2024.3.3 as `openRealHome` starts it, on 2026-11-25: haaska at
 * commit 9c2110c4 (2022-10-23), the documented function as it was copied into repositories on that day (urllib3, 2 s to
 * connect and 10 s to read). "Raises" means that Lambda reports a function error and Alexa gets no message.
 */
const peers: Readonly<Record<Situation, PeerAnswers>> = {
  'refused-token': {
    title: 'The home refuses the token (401)',
    haaska: 'raises HTTPError',
    documented: 'an error without header: invalid',
  },
  unreachable: { title: 'Nothing listens', haaska: 'raises ConnectionError', documented: 'raises MaxRetryError' },
  slow: {
    title: 'The home takes 11 s',
    haaska: 'answers after 11.1 s (no timeout)',
    documented: 'raises ReadTimeoutError after 10.1 s',
  },
  discovery: {
    title: 'Discover, which has no correlation token',
    haaska: 'passed on: invalid',
    documented: 'passed on: invalid',
  },
  'path-prefix': {
    title: 'The home is behind the path /api-of/my-home',
    haaska: 'raises InvalidURL (cuts /api out)',
    documented: 'works',
  },
  grant: { title: 'AcceptGrant', haaska: 'passed on as it came', documented: 'passed on as it came' },
  lock: {
    title: 'A lock is locked',
    haaska: 'lockState without timeOfSample: invalid',
    documented: 'lockState without timeOfSample: invalid',
  },
  'thermostat-error': {
    title: 'A mode that the thermostat does not have',
    haaska: 'in namespace Alexa: invalid',
    documented: 'in namespace Alexa: invalid',
  },
  sentence: { title: 'A sentence of a custom skill', haaska: 'raises HTTPError', documented: 'raises AssertionError' },
};

/** All situations, each with what the other bridges did and what was observed of this one now. */
export function comparisonTable(observed: Readonly<Record<Situation, string>>): string {
  const rows = (Object.keys(peers) as Situation[]).map((situation) => {
    const { title, haaska, documented } = peers[situation];
    return [title, haaska, documented, observed[situation]];
  });
  const all = [['Situation', 'haaska', "the documentation's function", 'Hearthgate, in this run'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}
