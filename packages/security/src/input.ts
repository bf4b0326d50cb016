import type { SecurityOperations } from '@hearthgate/contracts';
import { GatewayError, type OperationTable } from '@hearthgate/kernel';
import type { SecurityPorts } from './ports.ts';
import type { Refusals } from './refusals.ts';
import { requestLimits, whyTooMuch } from './request-size.ts';
import { sanitizedCopy } from './sanitized-copy.ts';
import { parseInput } from './schema-check.ts';

type Names = 'validateInput' | 'validateRequest' | 'sanitizeData';

/** The operations that look at data from outside. */
export function inputOperations(
  refusals: Refusals,
  redaction: (value: unknown) => unknown,
): OperationTable<Pick<SecurityOperations, Names>, SecurityPorts> {
  return {
    validateInput: async ({ schema, input }, call) => {
      try {
        return (await parseInput(schema, input, (text) => String(redaction(text)))) as never;
      } catch (error) {
        if (error instanceof GatewayError && error.code === 'SECURITY_INVALID_INPUT') {
          refusals.note(call, 'an input', error.message);
        }
        throw error;
      }
    },

    validateRequest: (params, call) => {
      const reason = whyTooMuch(params.request, requestLimits(params));
      if (reason === undefined) return { accepted: true };
      refusals.requests += 1;
      refusals.note(call, 'a request', reason);
      return { accepted: false, reason };
    },

    sanitizeData: (params) => sanitizedCopy(params),
  };
}
