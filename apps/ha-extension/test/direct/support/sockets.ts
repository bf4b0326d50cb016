import type { HttpOperations, HttpWebSocket } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

/** What the registries of a home hold, by the command that asks for it; another one is unknown to it. */
export interface Registries {
  readonly entities?: readonly object[];
  readonly devices?: readonly object[];
  readonly areas?: readonly object[];
  readonly labels?: readonly object[];
}

export interface MadeUpSockets {
  readonly open: HttpOperations['openWebSocket'];
  /** What was sent over each that was opened. */
  readonly said: readonly (readonly Readonly<Record<string, unknown>>[])[];
  /** Those that are open now. */
  readonly openNow: () => number;
}

/** The websocket of a home, without a network; one over the network is that of the demo home. */
export function madeUpSockets(registries: Registries | number): MadeUpSockets {
  const said: Record<string, unknown>[][] = [];
  let openNow = 0;
  const open = async (): Promise<HttpWebSocket> => {
    if (typeof registries === 'number') {
      throw new GatewayError('HTTP_UPGRADE_REFUSED', 'no WebSocket', { data: { status: registries } });
    }
    const replies: object[] = [{ type: 'auth_required', ha_version: '2026.11.0' }];
    const sent: Record<string, unknown>[] = [];
    said.push(sent);
    openNow += 1;
    async function* read() {
      try {
        for (let reply = replies.shift(); reply !== undefined; reply = replies.shift()) yield JSON.stringify(reply);
      } finally {
        openNow -= 1;
      }
    }
    return {
      send(text) {
        const message = JSON.parse(String(text));
        sent.push(message);
        replies.push(message.type === 'auth' ? { type: 'auth_ok' } : resultOf(message, registries));
      },
      messages: read(),
      async close() {},
    };
  };
  return { open, said, openNow: () => openNow };
}

function resultOf({ id, type }: { readonly id: number; readonly type: string }, registries: Registries): object {
  const found = {
    'config/entity_registry/list_for_display': { entities: registries.entities ?? [] },
    'config/device_registry/list': registries.devices ?? [],
    'config/area_registry/list': registries.areas ?? [],
    'config/label_registry/list': registries.labels,
  }[type];
  return found === undefined
    ? { id, type: 'result', success: false, error: { code: 'unknown_command', message: 'Unknown command.' } }
    : { id, type: 'result', success: true, result: found };
}
