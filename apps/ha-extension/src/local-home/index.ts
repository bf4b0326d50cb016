/** A home for running the function on one's own machine: the one from the environment variables, or a demo home. */

export { settingDescriptions } from '../settings/setting-table.ts';
export { type LocalHome, openLocalHome, variablesFor } from './local-home.ts';
export { firstEvents, type SampleEvent } from './sample-events.ts';
