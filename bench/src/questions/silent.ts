import { Console } from 'node:console';
import { Writable } from 'node:stream';

/** Takes lines and forgets them: what is measured is making a line, which is where libraries differ. */
export const silent: { write(line: string): void } = { write() {} };

/** A console of Node's own over a stream that forgets, for libraries that write to one. */
export function silentConsole(): Console {
  return new Console(new Writable({ write: (_chunk, _encoding, done) => done() }));
}

/** Gives an object of Powertools, which makes its console itself, one that forgets. */
export function silence<Writer extends object>(writer: Writer): Writer {
  Object.defineProperty(writer, 'console', { value: silentConsole(), writable: true });
  return writer;
}
