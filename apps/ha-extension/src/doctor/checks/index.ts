import type { Check } from '../check.ts';
import { accountLinking } from './account-linking.ts';
import { api } from './api.ts';
import { clientId } from './client-id.ts';
import { clock } from './clock.ts';
import { cloudflare } from './cloudflare.ts';
import { conversation } from './conversation.ts';
import { discovery } from './discovery.ts';
import { dns } from './dns.ts';
import { family } from './family.ts';
import { homeAssistant } from './home-assistant.ts';
import { http } from './http.ts';
import { latency } from './latency.ts';
import { port } from './port.ts';
import { proxy } from './proxy.ts';
import { smartHome } from './smart-home.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';
import { token } from './token.ts';
import { websocket } from './websocket.ts';

/** From the wire up, so that the first that fails is the cause. */
export const homeChecks: readonly Check[] = [
  dns,
  family,
  tcp,
  proxy,
  tls,
  port,
  cloudflare,
  http,
  homeAssistant,
  clock,
  token,
  api,
  websocket,
  smartHome,
  discovery,
  conversation,
  latency,
  accountLinking,
  clientId,
];
