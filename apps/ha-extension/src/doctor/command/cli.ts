#!/usr/bin/env node
import { runCommand } from './doctor-command.ts';

const { argv, env, stdout, stderr } = process;
process.exitCode = await runCommand(argv.slice(2), { variables: env, out: stdout, err: stderr });
