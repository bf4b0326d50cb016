import { defineConfig } from 'tsup';
import { packageBuild } from '../../.config/tsup-preset.ts';

const { entry, ...build } = packageBuild();

/** Besides the doors, the command that `npx` runs. */
export default defineConfig({
  ...build,
  entry: { ...(entry as Record<string, string>), cli: 'src/doctor/command/cli.ts' },
});
