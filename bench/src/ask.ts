import { pathToFileURL } from 'node:url';
import type { Asking, Question } from './result.ts';

// Answers one question to the parent process. Each has a process of its own: what one library does to the globals, and to
// how the code around it is compiled, is no business of the next.
const [file = '', asking = ''] = process.argv.slice(2);
const { question } = (await import(pathToFileURL(file).href)) as { readonly question: Question };
const tell = (line: string) => void process.send?.({ line });
const answer = await question.ask({ ...(JSON.parse(asking) as Asking), tell });
process.send?.({ title: question.title, peers: question.peers ?? [], answer }, () => process.exit(0));
