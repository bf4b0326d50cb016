import { failureOfError } from '../../bridge/classify.ts';
import { isDirect } from '../../direct/direct-home.ts';
import { type Check, ok, skipped, warning } from '../check.ts';
import { askRegistry } from '../discover.ts';

const MEANS =
  'In direct mode entities that the home hides are shown to Alexa, and rules for areas and labels cannot be followed.';

/** Whether the home's registries can be asked, which takes a websocket; only the mode `direct` does. */
export const websocket: Check = {
  name: 'websocket',
  needs: ['token', 'api'],
  async run(home) {
    const { settings } = home;
    if (!isDirect(settings)) return skipped('Not asked.', 'Only the mode direct needs it.');
    try {
      const entities = await askRegistry(home, settings);
      if (entities !== undefined) {
        return ok(`The registry lists ${entities.length} entities.`, 'Hidden entities, areas and labels are known.');
      }
      return warning(
        'The websocket answered, but lists no entities.',
        MEANS,
        'Add "default_config:" or "config:" to configuration.yaml, or install a newer release.',
      );
    } catch (error) {
      return warning(
        `/api/websocket could not be used (${failureOfError(error).kind}).`,
        MEANS,
        'Let the proxy pass on upgrades to /api/websocket (nginx: proxy_set_header Upgrade and Connection).',
      );
    }
  },
};
