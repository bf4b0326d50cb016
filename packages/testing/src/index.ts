/** For tests of gateways, ours and yours: time moved by hand, recording fakes, and the suite that every gateway runs. */
export {
  type ContractCheck,
  type GatewayContract,
  gatewayContractChecks,
  type OperationSample,
  testGatewayContract,
} from './contract-suite.ts';
export { createManualClock, type ManualClock } from './manual-clock.ts';
export { createRecorder, type RecordedCall, type Recorder } from './recorder.ts';
export { createTestEnvironment, runInInvocation, type TestEnvironmentOptions } from './test-environment.ts';
