import { portOf } from '../addresses.ts';
import { type Check, ok, warning } from '../check.ts';

/** Whether the address is one that Alexa links accounts at: https on port 443 (home-assistant.io, alexa.smart_home). */
export const port: Check = {
  name: 'port',
  needs: [],
  run({ url, settings, settingName }) {
    const saw = `${url.protocol.slice(0, -1)} on port ${portOf(url)}.`;
    if (url.protocol === 'https:' && portOf(url) === 443) return ok(saw, 'Accounts can be linked at this port.');
    const usesLinking = settings.tokenSources.includes('directive');
    return warning(
      saw,
      `Alexa links accounts with https on port 443 only${usesLinking ? ', and the function is to use the token of that account' : '; directives go anywhere'}.`,
      `Let the router or a proxy answer port 443 for Home Assistant${usesLinking ? `, or link by Login with Amazon and set ${settingName('TOKEN')}` : '; without account linking by Home Assistant nothing is to be done'}.`,
    );
  },
};
