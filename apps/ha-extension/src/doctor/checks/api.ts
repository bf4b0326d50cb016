import { isObject } from '../../bridge/json.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { trouble } from '../trouble.ts';

/** Whether the API is there, and the home has started. */
export const api: Check = {
  name: 'api',
  needs: ['token'],
  async run(home) {
    const root = await home.apiAnswer();
    if (root.response?.status === 404) {
      return failed(
        'GET /api/ was answered with status 404.',
        'The home has no API, or the proxy before it does not let /api/ through.',
        'Add api: (or default_config:) to configuration.yaml and restart; let the proxy pass /api/.',
      );
    }
    if (root.failure !== undefined) return trouble(root, 'GET /api/');
    const answer = await home.ask({ path: '/api/config', withToken: true });
    if (!isObject(answer.json)) return trouble(answer, 'GET /api/config');
    home.facts.config = answer.json;
    const { version, state, recovery_mode: isRecovery } = answer.json;
    const saw = `Home Assistant ${text(version)}, state ${text(state)}${isRecovery === true ? ', in recovery mode' : ''}.`;
    if (isRecovery === true) {
      return failed(
        saw,
        'In recovery mode no integration runs, so that there are no devices.',
        'Mend configuration.yaml as its log says, and restart.',
      );
    }
    if (typeof state === 'string' && state !== 'RUNNING') {
      return warning(
        saw,
        'It is starting or stopping: devices and integrations may be missing.',
        'Wait until it runs, then run the doctor again.',
      );
    }
    return ok(saw, 'The API answers.');
  },
};

/** A word that the home says of itself; nothing longer is repeated. */
function text(value: unknown): string {
  return typeof value === 'string' && /^[\w.]{1,40}$/.test(value) ? value : 'unknown';
}
