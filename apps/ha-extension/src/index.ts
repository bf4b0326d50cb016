/** The Home Assistant extension's public door: Smart Home directives and custom-skill requests to a person's own home. */
export { createExtension, type Extension } from './extension.ts';
export type { ExtensionParts, Turn } from './extension-parts.ts';
export { type HomeSettings, homeSettingsSchema, settingDescriptions } from './settings.ts';
