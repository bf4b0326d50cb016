/** Its members are in bounds, but that the 31st may be one of a month that has fewer days. */
const FORM = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,3})?Z$/;
/** The days that every month has. */
const LEAST_DAYS = 28;
const READABLE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/i;

/** Whether a time is in the one form that Amazon's schema takes: UTC with `Z` and at most three decimals. */
export function isAlexaTime(value: unknown): value is string {
  if (typeof value !== 'string' || !FORM.test(value)) return false;
  if (Number(value.slice(8, 10)) <= LEAST_DAYS) return true;
  const ms = Date.parse(value);
  // A day that its month does not have is read as one of the next.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value.slice(0, 19));
}

/** A time in Alexa's form: this one, its equal in UTC, or `otherwise` when it is none. Without a zone it is taken as UTC. */
export function alexaTime(value: unknown, otherwise: string): string {
  if (isAlexaTime(value)) return value;
  const [, time, zone = 'Z'] = typeof value === 'string' ? (READABLE.exec(value) ?? []) : [];
  const ms = Date.parse(`${time}${zone}`);
  const written = Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
  return isAlexaTime(written) ? written : otherwise;
}
