import type { Drive, Subject } from '../subject.ts';

const utilityOf = ({ gateways }: Subject) => gateways.utility.operations;
const greeting = { template: 'Hello {{name}}', values: { name: 'Ada' }, ttlMs: 60_000 };

export const utilityDrive: Drive<'utility'> = {
  generateCorrelationId: (subject) => utilityOf(subject).generateCorrelationId(),
  getTimestamp: (subject) => utilityOf(subject).getTimestamp(),
  formatDuration: (subject) => utilityOf(subject).formatDuration({ durationMs: 12.34 }),
  validateString: (subject) => {
    utilityOf(subject).validateString({ value: ' kitchen ' });
    subject.gateways.utility.execute('validateString', { value: 12 });
  },
  createSuccessResponse: (subject) => utilityOf(subject).createSuccessResponse({ data: { lights: 3 } }),
  createErrorResponse: (subject) =>
    utilityOf(subject).createErrorResponse({ code: 'APP_BROKEN', message: 'It broke.' }),
  sanitizeData: (subject) => utilityOf(subject).sanitizeData({ data: { lights: 3 } }),
  hash: (subject) => utilityOf(subject).hash({ value: { b: 1, a: 2 } }),
  parseJson: (subject) => utilityOf(subject).parseJson({ text: '{"a":1}' }),
  renderTemplate: (subject) => utilityOf(subject).renderTemplate(greeting),
  getStatus: (subject) => utilityOf(subject).getStatus(),
};
