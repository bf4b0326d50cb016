/** The Home Assistant extension's public door: Smart Home directives and custom-skill requests to a person's own home. */
export type { CheckResult, CheckState, DoctorReport, HomeReport, Place } from './doctor/report.ts';
export { createExtension, type Extension } from './extension.ts';
export type { ExtensionParts, Turn } from './extension-parts.ts';
export type { HomeSettings, HomeSettingsOffline, HomeSettingsOn } from './settings/home-settings.ts';
export { type Homes, homesSchema } from './settings/homes.ts';
export { settingDescriptions } from './settings/setting-table.ts';
