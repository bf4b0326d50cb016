/** Home Assistant Core itself as a partner for tests: installed from PyPI, started on loopback, and what can be done with it. */

export { comparisonTable, type Situation } from './comparison.ts';
export { panelCode, slowSentence } from './configuration.ts';
export type { HomeApi, HomeEntity } from './home-api.ts';
export { type InstalledHome, type InstallOptions, installRealHome } from './install.ts';
export type { Marks } from './marks.ts';
export { type Exposure, kindsOf, type Mode, modes, variablesOf } from './modes.ts';
export { openRealHome, type RealHome, type RealHomeOptions } from './real-home.ts';
export { controllersIn, entityIdOf, type Step, stepsFor } from './steps/index.ts';
