import type { GatewayName, GatewayOperations } from './gateways.ts';

/**
 * Who may call whom at run time: 56 cells, each with the use that earns it. Rows call columns. The types of
 * peers, the table in docs/gateways.md and the observed utilization are all made from this data.
 */
export const matrix = {
  cache: {
    singleton: 'Clients of the tiers live once per execution environment.',
    security: 'What leaves the process is encrypted.',
    logging: 'A tier that fails is a warning, not an error.',
    metrics: 'Evictions and failures of tiers are counted.',
    utility: 'Long keys, and the names that entries have in other tiers, are hashed.',
    initialization: 'Predictive preload is a start-up stage; entries go when memory is near the limit.',
  },
  singleton: {
    cache: 'Disposing an instance invalidates the entries tagged with it.',
    security: 'What an error of a creation says is made safe.',
    logging: 'Creation, failure and disposal leave a line.',
    metrics: 'Creation times are recorded.',
    utility: 'Durations are written for people.',
    initialization: 'Idle instances end when memory is near the limit.',
  },
  security: {
    cache: 'Rate-limit counters, key sets and verified tokens are kept until they expire.',
    singleton: 'Key rings live once per execution environment.',
    logging: 'Refusals leave a line.',
    metrics: 'Refusals are counted.',
    utility: 'Tokens, and whose limit is counted, are kept by their hash.',
  },
  logging: {
    cache: 'Repeated lines are folded into a count.',
    singleton: 'The destination lives once per execution environment.',
    security: 'A line is redacted before it is written.',
    metrics: 'Lines of level error and above are counted.',
    utility: 'Durations are written for people.',
  },
  metrics: {
    cache: 'Backups survive the environment.',
    singleton: 'The series store lives once per execution environment.',
    security: 'Secrets and unbounded values never become dimensions.',
    logging: 'One EMF line an invocation.',
    utility: 'Timestamps of documents.',
  },
  'http-client': {
    cache: 'Safe GETs are kept as Cache-Control says.',
    singleton: 'One pool an origin.',
    security: 'Host allow-list and TLS policy.',
    logging: 'A failed request leaves its cause.',
    metrics: 'Durations and failures are recorded.',
    utility: 'Cache keys are hashed, so that a token in a query never becomes one.',
  },
  utility: {
    cache: 'Rendered templates are kept where a time to live is given.',
    singleton: 'Compiled templates live once per execution environment.',
    security: 'What stands in an answer is redacted and cleaned.',
    logging: 'Refused input leaves a line.',
    metrics: 'Refused input is counted.',
  },
  initialization: {
    cache: 'Configuration is kept with a time to live, in memory only.',
    singleton: 'Start-up runs once per execution environment.',
    security: 'Configuration is validated, secrets are hidden, reasons of failures are made safe.',
    logging: 'Start-up leaves one report.',
    metrics: 'Stage durations are recorded.',
    utility: 'Durations are written for people.',
  },
  lambda: {
    cache: 'Idempotent answers are kept by key.',
    singleton: 'What must happen once per environment happens once.',
    security: 'Requests are checked before they are routed.',
    logging: 'Each invocation ends with one line.',
    metrics: 'Each invocation is counted and published.',
    utility: 'Correlation ids, message ids and timestamps.',
    initialization: 'Nothing is answered before start-up settled.',
  },
  'circuit-breaker': {
    cache: 'State is shared by all execution environments through the external tier.',
    singleton: 'Breakers live once per execution environment.',
    logging: 'A change of state leaves a line.',
    metrics: 'Refused calls and changes of state are counted.',
    utility: 'Durations are written for people.',
  },
} as const;

/** The matrix: caller, callee, reason. */
export type Matrix = typeof matrix;

/** The gateways that a gateway may call. */
export type PeerName<Name extends GatewayName> = keyof Matrix[Name] & GatewayName;

/** Which operations of which peers a package asks for; naming a cell that the matrix lacks is a compile error. */
export type PortRequest<Name extends GatewayName> = {
  readonly [Peer in PeerName<Name>]?: keyof GatewayOperations[Peer];
} & {
  readonly [Other in Exclude<GatewayName, PeerName<Name>>]?: never;
};

/**
 * The narrow ports of a gateway: `Ports<'cache', { logging: 'log' | 'warning' }>` has one member, `logging`,
 * with two functions.
 */
export type Ports<Name extends GatewayName, Request extends PortRequest<Name>> = {
  readonly [Peer in keyof Request & PeerName<Name>]: Pick<
    GatewayOperations[Peer],
    Request[Peer] & keyof GatewayOperations[Peer]
  >;
};

/** All peers that the matrix gives a gateway, with all their operations: what a composition hands over. */
export type PeersOf<Name extends GatewayName> = {
  readonly [Peer in PeerName<Name>]: GatewayOperations[Peer];
};

/** One cell of the matrix. */
export interface MatrixCell {
  readonly caller: GatewayName;
  readonly callee: GatewayName;
  readonly reason: string;
}

/** The matrix as a list of cells, row by row. */
export function matrixCells(): readonly MatrixCell[] {
  return Object.entries(matrix).flatMap(([caller, row]) =>
    Object.entries(row).map(([callee, reason]) => ({
      caller: caller as GatewayName,
      callee: callee as GatewayName,
      reason,
    })),
  );
}
