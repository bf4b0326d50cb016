import { tokenForm } from '../access-token.ts';
import { type Check, type Finding, failed, ok, skippedWithRest } from '../check.ts';
import type { Examination } from '../examination.ts';
import { trouble } from '../trouble.ts';
import { barrier } from './cloudflare.ts';

const HOW = 'In Home Assistant, open your profile, Security, Long-lived access tokens, and make one';

/**
 * Whether the home takes the configured token. A refused one counts as a failed login, of which some lead to a ban, so
 * that a token which cannot be right is not sent, and no other is after one that was refused.
 */
export const token: Check = {
  name: 'token',
  needs: ['home-assistant'],
  async run(home) {
    const { settings, settingName, environment } = home;
    if (settings.token === undefined || !settings.tokenSources.includes('configured')) {
      return skippedWithRest(
        settings.token === undefined
          ? `There is no ${settingName('TOKEN')}.`
          : `${settingName('TOKEN_SOURCE')} is directive.`,
        'The function uses the token that Alexa sends, which is not known here.',
        `To check the rest, run the doctor once with a long-lived token in ${settingName('TOKEN')}.`,
      );
    }
    const form = tokenForm(settings.token, environment.clock.now());
    if (form.kind === 'not-a-token') {
      return failed(
        `A text of ${settings.token.length} characters that is no JSON Web Token; it was not sent.`,
        'It is no access token of Home Assistant: those have three parts with dots between them.',
        `${HOW}; set ${settingName('TOKEN')} to the whole of it.`,
      );
    }
    if (form.kind === 'expired') {
      return failed(
        `It expired on ${new Date(form.atMs).toISOString().slice(0, 10)}; it was not sent.`,
        'The home would refuse it, and refusals lead to a ban.',
        `${HOW}; set ${settingName('TOKEN')} to it.`,
      );
    }
    return tried(home);
  },
};

async function tried(home: Examination): Promise<Finding> {
  const answer = await home.apiAnswer();
  const status = answer.response?.status;
  if (status === 401) {
    return failed(
      'The home refused it (status 401). It is not sent again.',
      'The token was deleted, belongs to another home, or was not copied as a whole. That was one failed login of those that lead to a ban.',
      `${HOW}; set ${home.settingName('TOKEN')} to it.`,
    );
  }
  if (answer.failure === undefined) return ok('The home took it.', 'The function may ask the home.');
  if (status === 404) return ok('It was not refused.', 'What it may do shows below.');
  return barrier(home, answer) ?? trouble(answer, 'GET /api/ with the token');
}
