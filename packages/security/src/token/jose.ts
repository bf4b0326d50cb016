/** The parts of jose that are used, so that a bundle holds no others. Loaded with the first token. */
export { createLocalJWKSet, errors, jwtVerify } from 'jose';
