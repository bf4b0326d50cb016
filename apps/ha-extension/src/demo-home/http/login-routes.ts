import { type HttpReply, jsonReply } from './http-reply.ts';
import type { Route } from './routes.ts';

/** What needs no token: the addresses with which a person logs in, as far as account linking begins there. */
export const LOGIN_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/auth\/providers$/, isOpen: true, view: viewProviders },
  { method: 'GET', path: /^\/auth\/authorize$/, isOpen: true, view: viewLogin },
  { method: 'POST', path: /^\/auth\/token$/, isOpen: true, view: ({ body }) => replyToken(body) },
];

function viewProviders(): HttpReply {
  const providers = [{ name: 'Home Assistant Local', id: null, type: 'homeassistant' }];
  return jsonReply({ providers, preselect_remember_me: true });
}

/** The page is the same for everybody; its script looks at the query. */
function viewLogin(): HttpReply {
  const body =
    '<!DOCTYPE html><html><head><title>Home Assistant</title></head><body>The demo home has no login.</body></html>';
  return { status: 200, contentType: 'text/html', body };
}

/** Whatever is to be revoked, the answer is that it is; the demo home grants nothing. */
function replyToken(body: string): HttpReply {
  const form = new URLSearchParams(body);
  if (form.get('action') === 'revoke') return { status: 200, contentType: 'application/octet-stream', body: '' };
  const isKnown = ['authorization_code', 'refresh_token'].includes(form.get('grant_type') ?? '');
  return jsonReply({ error: isKnown ? 'invalid_request' : 'unsupported_grant_type' }, 400);
}
