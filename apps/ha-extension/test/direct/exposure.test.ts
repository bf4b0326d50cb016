import { describe, expect, test } from 'vitest';
import type { ExposureRule, ExposureSettings } from '../../src/settings/exposure.ts';
import { ask, checkAnswers, discover, type MadeUpHome, madeUpHome, state } from './support/direct.ts';

checkAnswers();
const STATES = [state('light.desk', 'on'), state('light.bed', 'on'), state('switch.kettle', 'on')];

function rules(text: string): readonly ExposureRule[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((rule) => {
      const [kind, name = ''] = rule.split(':');
      return { kind: kind as ExposureRule['kind'], name };
    });
}

function exposing(expose: string, hide = ''): ExposureSettings {
  return { expose: rules(expose), hide: rules(hide) };
}

function homeWith(exposure: ExposureSettings, onTemplate?: MadeUpHome['onTemplate']) {
  const home = madeUpHome({ states: STATES, exposure, ...(onTemplate !== undefined && { onTemplate }) });
  const templates = () => home.requests.filter(({ url }) => url.endsWith('/api/template'));
  const found = async () => (await home.ask(discover)).endpoints.map(({ endpointId }) => endpointId);
  return { ...home, found, templates };
}

describe('What Alexa is shown', () => {
  test.each([
    ['', '', ['light#desk', 'light#bed', 'switch#kettle']],
    ['domain:light', '', ['light#desk', 'light#bed']],
    ['domain:light entity:switch.kettle', 'entity:light.bed', ['light#desk', 'switch#kettle']],
    ['', 'domain:light', ['switch#kettle']],
    ['entity:light.desk', 'domain:light', []],
  ])('follows %j without %j, and nobody is asked for areas', async (expose, hide, ids) => {
    const home = homeWith(exposing(expose, hide));
    expect(await home.found()).toEqual(ids);
    expect(home.templates()).toEqual([]);
  });

  test('cannot be controlled either when it is hidden', async () => {
    const home = homeWith(exposing('', 'entity:light.bed'));
    const { payload } = await home.ask(ask('light.bed', 'Alexa.PowerController TurnOff'));
    expect([payload.type, home.called]).toEqual(['NO_SUCH_ENDPOINT', []]);
  });
});

describe('Areas and labels', () => {
  test('are asked for in one request, with their names beside the template', async () => {
    const home = homeWith(exposing('area:Living label:alexa', 'label:private'), () => [
      ['light.desk', 'light.bed'],
      ['switch.kettle'],
      ['light.bed'],
    ]);
    expect(await home.found()).toEqual(['light#desk', 'switch#kettle']);
    expect(home.templates()).toHaveLength(1);
    const { template, variables } = JSON.parse(String(home.templates()[0]?.body));
    expect(variables).toEqual({ areas: ['Living'], labels: ['alexa', 'private'] });
    expect(template).toMatch(/area_entities.*label_entities/);
  });

  test('are kept for a while, for control, too', async () => {
    const home = homeWith(exposing('area:Living'), () => [['light.desk']]);
    const turnOff = (id: string) => home.ask(ask(id, 'Alexa.PowerController TurnOff'));
    expect((await turnOff('light.desk')).kind).toBe('Alexa Response');
    expect((await turnOff('light.bed')).payload.type).toBe('NO_SUCH_ENDPOINT');
    expect(home.templates()).toHaveLength(1);
  });

  test('of a home without labels are told without a word of them', async () => {
    const home = homeWith(exposing('area:Living'), () => [['light.desk']]);
    await home.found();
    expect(String(home.templates()[0]?.body)).not.toContain('label_');
  });

  test.each([
    ['a refusal', 401],
    ['a template that fails', 400],
    ['something else', { of: 'another kind' }],
    ['too few lists', []],
  ])('that the home answers with %s show nothing by them, and the log says what is needed', async (_, rendered) => {
    const home = homeWith(exposing('area:Living entity:switch.kettle'), () => rendered);
    expect(await home.found()).toEqual(['switch#kettle']);
    expect(await home.found()).toEqual(['switch#kettle']);
    expect(home.output()).toContain('administrator');
    // Each refusal counts towards an IP ban.
    expect(home.templates()).toHaveLength(1);
  });

  test('that are not known hide everything where they hide something', async () => {
    const home = homeWith(exposing('', 'area:Bedroom'), () => 401);
    expect(await home.found()).toEqual([]);
    expect((await home.ask(ask('light.desk', 'Alexa ReportState'))).payload.type).toBe('NO_SUCH_ENDPOINT');
  });

  test('are not taken for refused when the home is only away', async () => {
    const home = homeWith(exposing('area:Living'), () => 503);
    expect((await home.ask(ask('light.desk', 'Alexa ReportState'))).payload.type).toBe('BRIDGE_UNREACHABLE');
  });
});
