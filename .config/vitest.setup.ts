import fc from 'fast-check';

// Property tests draw the same cases in every run, so that a run can be repeated. FAST_CHECK_SEED=$RANDOM draws others.
const DEFAULT_SEED = 20_261_123;

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FAST_CHECK_SEED ?? DEFAULT_SEED) });
