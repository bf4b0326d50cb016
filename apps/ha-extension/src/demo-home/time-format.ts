/** The time of a state: ISO 8601 with microseconds, of which the last three are zero here, and a numeric zone. */
export function stateTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}

/** The time of an Alexa property: UTC in whole seconds, with the one decimal that Home Assistant writes. */
export function alexaTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}.0Z`;
}
