/** Kinds of answers, and how many of a thousand cases must end in them at least, lest all end in one trivial error. */
const leastOfThousand: Readonly<Record<string, number>> = {
  'Alexa Response': 20,
  'Alexa StateReport': 3,
  'Alexa DeferredResponse': 0.3,
  'Authorization AcceptGrant.Response': 5,
  'Discovery Discover.Response with devices': 10,
  'Discovery Discover.Response without devices': 3,
  'SceneController ActivationStarted': 2,
  'SecurityPanelController Arm.Response': 1,
  'Alexa ErrorResponse BRIDGE_UNREACHABLE': 10,
  'Alexa ErrorResponse ENDPOINT_UNREACHABLE': 10,
  'Alexa ErrorResponse INTERNAL_ERROR': 30,
  'Alexa ErrorResponse INVALID_AUTHORIZATION_CREDENTIAL': 5,
  'Alexa ErrorResponse INVALID_DIRECTIVE': 30,
  'Alexa ErrorResponse INVALID_VALUE': 1,
  'Alexa ErrorResponse NO_SUCH_ENDPOINT': 20,
  'Alexa ErrorResponse RATE_LIMIT_EXCEEDED': 0.5,
  'HTTP 400': 2,
  'skill: silence': 30,
  'skill: silence canFulfillIntent': 3,
  'skill: speech': 50,
  'skill: speech card': 4,
  'skill: speech reprompt': 20,
};
/** No kind may be more than that. */
const MOST = 0.3;

/** What is wrong with how often each kind of answer was given. */
export function shareProblems(kinds: ReadonlyMap<string, number>): readonly string[] {
  const cases = [...kinds.values()].reduce((sum, count) => sum + count, 0);
  const rare = Object.entries(leastOfThousand)
    .filter(([kind, least]) => ((kinds.get(kind) ?? 0) / cases) * 1_000 < least)
    .map(([kind, least]) => `"${kind}": ${kinds.get(kind) ?? 0} of ${cases}, at least ${least} in 1,000 are wanted`);
  const frequent = [...kinds]
    .filter(([, count]) => count / cases > MOST)
    .map(([kind, count]) => `"${kind}": ${count} of ${cases} are too many of one kind`);
  return [...rare, ...frequent];
}
