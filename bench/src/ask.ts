import { pathToFileURL } from 'node:url';
import type { Question } from './result.ts';

// Answers one question to the parent process. Each has a process of its own: what one library does to the globals, and to
// how the code around it is compiled, is no business of the next.
const [file = '', quick] = process.argv.slice(2);
const { question } = (await import(pathToFileURL(file).href)) as { readonly question: Question };
const answer = await question.ask({ quick: quick === '--quick' });
process.send?.({ title: question.title, peers: question.peers ?? [], answer }, () => process.exit(0));
