import type { Gateway, LoggingOperations } from '@hearthgate/contracts';
import { createGateway, type Wiring } from '@hearthgate/kernel';

interface PresenceOperations {
  notice(): void;
}

interface PresencePorts {
  readonly logging: Pick<LoggingOperations, 'info'>;
}

/** A gateway of another maker, of any name, that says one line. */
export function createPresenceGateway(name: string, wiring: Wiring<PresencePorts>): Gateway<PresenceOperations> {
  return createGateway<PresenceOperations, PresencePorts>(
    {
      name,
      alone: { logging: { info() {} } },
      operations: { notice: (_params, call) => call.peers.logging.info({ message: 'noticed' }) },
    },
    wiring,
  );
}
