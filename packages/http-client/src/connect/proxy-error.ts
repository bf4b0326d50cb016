/** Why a proxy did not open the way. */
export class ProxyError extends Error {
  readonly code = 'PROXY';
  /**
   * `credentials`, `status-502` and the like, `connection-refused` and other words of SOCKS, `not-a-proxy`, or the system's
   * code when the proxy itself could not be reached.
   */
  readonly reason: string;

  constructor(reason: string) {
    super(`proxy: ${reason}`);
    this.reason = reason;
  }
}
