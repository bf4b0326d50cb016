import type { Gateway, GatewayOperations, GatewayStatus, OperationNames } from '@hearthgate/contracts';
import { createGateway, GatewayError, type Wiring } from '@hearthgate/kernel';

/** An eleventh gateway, as somebody else would make it: who is in which room. */
export interface PresenceOperations {
  /** Notes that a person entered a room. Throws `PRESENCE_INVALID_ROOM`. */
  enter(params: { readonly person: string; readonly room: string }): void;
  /** The room of a person, looked up through the cache. */
  whereIs(params: { readonly person: string }): Promise<string | undefined>;
  getStatus(): GatewayStatus;
}

export const PresenceOperation: OperationNames<PresenceOperations> = {
  ENTER: 'enter',
  WHERE_IS: 'whereIs',
  GET_STATUS: 'getStatus',
};

export interface PresencePorts {
  readonly cache: Pick<GatewayOperations['cache'], 'getOrSet'>;
  readonly logging: Pick<GatewayOperations['logging'], 'info'>;
}

export function createPresenceGateway(wiring?: Wiring<PresencePorts>): Gateway<PresenceOperations> {
  const rooms = new Map<string, string>();
  return createGateway<PresenceOperations, PresencePorts>(
    {
      name: 'presence',
      alone: {
        cache: { getOrSet: async ({ create }) => create({ signal: undefined }) },
        logging: { info() {} },
      },
      operations: {
        enter: ({ person, room }, call) => {
          if (typeof room !== 'string' || room === '') {
            throw new GatewayError('PRESENCE_INVALID_ROOM', 'A room needs a name.');
          }
          rooms.set(person, room);
          call.peers.logging.info({ message: `${person} entered ${room}` });
        },
        whereIs: async ({ person }, call) =>
          call.peers.cache.getOrSet({ key: `presence:${person}`, create: () => rooms.get(person) }),
        getStatus: () => ({ gateway: 'presence', state: 'healthy', reasons: [] }),
      },
    },
    wiring,
  );
}
