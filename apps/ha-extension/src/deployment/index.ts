/** What a deployment needs of the bridge: its settings judged and told apart by secrecy, and the skills to make for it. */
export { type AccountLinking, accountLinking } from './account-linking.ts';
export {
  type BridgeCheck,
  checkBridgeSettings,
  type DeployedHome,
  isBridgeSetting,
  isSecretBridgeSetting,
} from './bridge-settings.ts';
export { type Discovered, discoveryDirective, readDiscovered } from './discovered.ts';
export { ARN_PLACEHOLDER, SKILL_PACKAGES, skillManifests, writeSkillPackages } from './skill-package.ts';
