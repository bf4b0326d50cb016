import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const BASE = '/2020-01-01/extension';

/**
 * As much of the Lambda Extensions API, version 2020-01-01, as an internal extension needs: it registers while the
 * function loads and then waits for events, of which there are none. That one is registered is what makes Lambda send
 * SIGTERM before it ends the environment.
 */
export interface ExtensionsApi {
  /** Whether the process that runs now has an extension. */
  readonly isRegistered: boolean;
  /** Answers the request if it is one of this API. */
  handles(request: IncomingMessage, response: ServerResponse): boolean;
  /** From its first event on, a process can register no more. */
  closeRegistration(): void;
  /** A new process begins. */
  reset(): void;
}

export function createExtensionsApi(): ExtensionsApi {
  let id: string | undefined;
  let isOpen = true;

  function register(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    if (!isOpen) {
      refuse(response, 403, 'Extension.InvalidExtensionState', 'Registration is over after init.');
    } else if (typeof request.headers['lambda-extension-name'] !== 'string') {
      refuse(response, 400, 'Extension.MissingHeader', 'The header Lambda-Extension-Name is missing.');
    } else {
      id = randomUUID();
      response.writeHead(200, { 'Lambda-Extension-Identifier': id, 'Content-Type': 'application/json' }).end('{}');
    }
  }

  return {
    get isRegistered() {
      return id !== undefined;
    },
    handles(request, response) {
      const call = `${request.method} ${request.url}`;
      if (call === `POST ${BASE}/register`) {
        register(request, response);
        return true;
      }
      if (call !== `GET ${BASE}/event/next`) return false;
      // Left open: the answer would be an event, and an internal extension without events gets none.
      if (request.headers['lambda-extension-identifier'] !== id) {
        refuse(response, 403, 'Extension.UnknownExtensionIdentifier', 'There is no extension of that identifier.');
      }
      return true;
    },
    closeRegistration() {
      isOpen = false;
    },
    reset() {
      id = undefined;
      isOpen = true;
    },
  };
}

/** An error of either API, as Lambda answers it. */
export function refuse(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ errorType, errorMessage }));
}
