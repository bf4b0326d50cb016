/**
 * The demo home: a stateful server in the shape of Home Assistant, for the start command, for tests and for trying
 * the bridge without a house. Only what starts it and what describes it is public; its inside may change.
 */
export { type DemoHome, type DemoHomeOptions, startDemoHome } from './demo-home.ts';
export type { EntityState } from './entity.ts';
export type { Json, JsonObject } from './json.ts';
export { DEFAULT_QUIRKS, EXACT_QUIRKS, type Quirks } from './smart-home/quirks.ts';
