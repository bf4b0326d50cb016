import type { Authorization, PolicyStatement, PolicySubject } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

/** What somebody wants to do. */
export interface Wish {
  readonly action: string;
  readonly resource?: string | undefined;
  readonly subject?: PolicySubject | undefined;
}

/**
 * What a policy says: a statement that denies decides over all that allow, and what none allows is refused.
 *
 * @throws GatewayError `KERNEL_INVALID_PARAMS` for a statement that is none, as a misspelt one must not open anything
 */
export function decide(wish: Wish, policy: readonly PolicyStatement[]): Authorization {
  const { action, resource } = wish;
  const answer = { action, ...(resource === undefined ? {} : { resource }) };
  policy.forEach(requireStatement);
  const applies = (effect: PolicyStatement['effect']) =>
    policy.findIndex((statement) => statement.effect === effect && doesApply(statement, wish));
  const what = resource === undefined ? action : `${action} on ${resource}`;
  const denied = applies('deny');
  if (denied >= 0) {
    return {
      allowed: false,
      ...answer,
      statement: denied,
      reason: `${what} is denied by statement ${denied} of the policy.`,
    };
  }
  const allowed = applies('allow');
  if (allowed >= 0) return { allowed: true, ...answer, statement: allowed };
  return { allowed: false, ...answer, reason: `No statement of the policy allows ${what}; add one if it is meant.` };
}

function doesApply({ actions, resources, when = {} }: PolicyStatement, { action, resource, subject }: Wish): boolean {
  if (!matchesAny(action, actions)) return false;
  // A statement about certain resources says nothing of an action that has none.
  if (resources !== undefined && !matchesAny(resource ?? '', resources)) return false;
  const { subjects, scopes, roles } = when;
  if (subjects !== undefined && (subject?.subject === undefined || !matchesAny(subject.subject, subjects)))
    return false;
  if (scopes !== undefined && !scopes.every((scope) => subject?.scopes?.includes(scope) === true)) return false;
  return roles === undefined || roles.some((role) => subject?.roles?.includes(role) === true);
}

function matchesAny(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(text, pattern));
}

/** Whether a text is what a pattern says, `*` standing for any text. Takes time linear in both. */
function matches(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

function requireStatement(statement: PolicyStatement, index: number): void {
  const { effect, actions, resources, when } = (statement ?? {}) as Partial<PolicyStatement>;
  const lists = [actions, resources ?? [], when?.subjects ?? [], when?.scopes ?? [], when?.roles ?? []];
  const isFit =
    (effect === 'allow' || effect === 'deny') &&
    lists.every((list) => Array.isArray(list) && list.every((one) => typeof one === 'string'));
  if (isFit) return;
  const message = `Statement ${index} of the policy is none: effect is allow or deny, actions and the rest are lists of texts.`;
  throw new GatewayError('KERNEL_INVALID_PARAMS', message);
}
