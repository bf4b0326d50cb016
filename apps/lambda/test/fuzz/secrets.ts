/** The token that messages of the fuzz bring. */
export const OWN_TOKEN = 'hg-own-5f0c2a7e19d84b63c1-message';
/** In the form that homes give theirs. */
export const CONFIGURED_TOKEN =
  'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiI4ZDFlNGYyYjdhOTAzYzU2IiwiaWF0IjoxNzY3MjI1NjAwfQ.Q29uZmlndXJlZC10b2tlbi1vZi1mdXp6';
export const ACCESS_SECRET = 'hg-access-77b0d9c4e15a4f2e-secret';

/** Never in anything that is written. */
export const secrets: readonly string[] = [OWN_TOKEN, CONFIGURED_TOKEN, ACCESS_SECRET];
/** Never in an answer either: the sender of a message has no right to see them. */
export const configuredSecrets: readonly string[] = [CONFIGURED_TOKEN, ACCESS_SECRET];
