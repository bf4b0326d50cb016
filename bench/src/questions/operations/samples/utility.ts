import type { Environment } from '@hearthgate/kernel';
import { createUtilityGateway, type UtilityOperations } from '@hearthgate/utility';
import type { Samples } from './sample.ts';

export function utilitySamples(environment: Environment): Samples<UtilityOperations> {
  const { operations } = createUtilityGateway({}, { environment });
  const text = JSON.stringify({ id: 'light#kitchen', on: true, brightness: 128 });
  return {
    generateCorrelationId: () => operations.generateCorrelationId(),
    getTimestamp: () => operations.getTimestamp(),
    formatDuration: () => operations.formatDuration({ durationMs: 12.34 }),
    validateString: () => operations.validateString({ value: ' kitchen ' }),
    createSuccessResponse: () => operations.createSuccessResponse({ data: { lights: 3 } }),
    createErrorResponse: () => operations.createErrorResponse({ code: 'APP_BROKEN', message: 'It broke.' }),
    sanitizeData: () => operations.sanitizeData({ data: { lights: 3 } }),
    hash: () => operations.hash({ value: { b: 1, a: 2 } }),
    parseJson: () => operations.parseJson({ text }),
    renderTemplate: () => operations.renderTemplate({ template: '{{room}}', values: { room: 'kitchen' } }),
    getStatus: () => operations.getStatus(),
  };
}
