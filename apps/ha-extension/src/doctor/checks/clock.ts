import { type Check, ok, skipped, warning } from '../check.ts';

const MAX_SKEW_MS = 60_000;

/** Whether the clocks of the two sides agree: certificates and tokens are good for a time. */
export const clock: Check = {
  name: 'clock',
  needs: ['http'],
  readsFirstAnswer: true,
  async run(home) {
    const { response, receivedAtMs, durationMs } = await home.firstAnswer();
    const serverMs = Date.parse(response?.headers.date ?? '');
    if (Number.isNaN(serverMs)) return skipped('The answer has no Date.', 'The clocks cannot be compared.');
    const skewMs = serverMs - receivedAtMs;
    // The header is in whole seconds and was written while the answer was on its way.
    if (Math.abs(skewMs) <= durationMs + 2_000)
      return ok('The clocks agree.', 'Tokens and certificates are judged by the same time.');
    const seconds = Math.round(Math.abs(skewMs) / 1_000);
    const saw = `The clock of the home is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} the one here.`;
    if (Math.abs(skewMs) <= MAX_SKEW_MS) return ok(saw, 'So little does no harm.');
    return warning(
      saw,
      'Tokens and certificates may be refused as expired or not valid yet, and times in reports are wrong.',
      'Switch on time synchronisation (NTP) where the clock is wrong: at the home, or on this machine.',
    );
  },
};
