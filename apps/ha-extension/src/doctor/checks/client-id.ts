import { alexaHosts, clientIdOf, clientIdProblem } from '../alexa-client.ts';
import { type Check, failed, ok, skipped } from '../check.ts';

/** Whether the client id of the skill is one that Home Assistant takes from Alexa. */
export const clientId: Check = {
  name: 'client-id',
  needs: [],
  run({ clientId: given }) {
    const right = alexaHosts.map(({ region, host }) => `${clientIdOf(host)} (${region})`).join(', ');
    if (given === undefined) {
      return skipped(
        'It is kept at Amazon and was not told.',
        `It has to be, with the slash at its end: ${right}.`,
        'To have it checked, run the doctor with --client-id and what stands at Amazon under Account Linking.',
      );
    }
    const problem = clientIdProblem(given);
    if (problem === undefined)
      return ok(`${given} is one of Alexa's.`, 'Home Assistant will take it for accounts of that region.');
    return failed(
      problem,
      'Home Assistant refuses the login or the token with "Invalid redirect URI" or "Invalid client id".',
      `At Amazon, under Account Linking, set Client ID to one of ${right}, that of your Alexa account.`,
    );
  },
};
