import { defineConfig } from 'tsup';
import { packageBuild } from '../../.config/tsup-preset.ts';

export default defineConfig(packageBuild());
