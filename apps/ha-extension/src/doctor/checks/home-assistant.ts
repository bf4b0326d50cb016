import { isObject } from '../../bridge/json.ts';
import type { Answer } from '../ask.ts';
import { type Check, failed, ok } from '../check.ts';
import { OPEN_PATH } from '../examination.ts';
import { sawIn } from '../trouble.ts';

/** Whether what answers is Home Assistant, at the path that is configured. */
export const homeAssistant: Check = {
  name: 'home-assistant',
  needs: ['http'],
  readsFirstAnswer: true,
  async run(home) {
    const { url, settingName } = home;
    const answer = await home.firstAnswer();
    if (isHome(answer)) return ok('It lists its ways to log in.', 'Home Assistant answers at this address.');
    if (isNew(answer)) {
      return failed(
        'Home Assistant answers that it is not set up yet.',
        'It is new: nobody has made the first user.',
        'Open it in a browser and go through its first steps, then make a token.',
      );
    }
    const saw = sawIn(answer, `GET ${url.pathname === '/' ? '' : url.pathname}${OPEN_PATH}`);
    if (url.pathname !== '/' && isHome(await home.ask({ path: OPEN_PATH, fromRoot: true }))) {
      return failed(
        `${saw} Without the path ${url.pathname} Home Assistant answers.`,
        'The path in the address is wrong.',
        `Set ${settingName('URL')} to ${url.origin}`,
      );
    }
    return failed(
      saw,
      'Another web server answers, or a proxy that leads to something else than Home Assistant.',
      `Check host, port and path in ${settingName('URL')}: with it, ${OPEN_PATH} has to answer in a browser with a list.`,
    );
  },
};

/** A list since the beginning, in an object since 2023.12. */
function isHome({ json }: Answer): boolean {
  const providers = isObject(json) ? json.providers : json;
  return Array.isArray(providers) && providers.every((one) => isObject(one) && typeof one.type === 'string');
}

function isNew({ response }: Answer): boolean {
  return response?.status === 400 && /onboarding/.test(response.body);
}
