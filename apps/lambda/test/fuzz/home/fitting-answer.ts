import type { Corpus } from './corpus.ts';

/** What a home is asked: where, and with what body. */
export interface Question {
  readonly url: string;
  readonly body?: unknown;
}

/** What a home would answer to the question, one of several by the number. */
export function fittingAnswer(corpus: Corpus, pick: number, { url, body }: Question): unknown {
  const path = url.replace(/^https?:\/\/[^/]*/, '');
  const one = <Item>(items: readonly Item[]): Item | undefined => items[pick % items.length];
  if (path === '/api/alexa/smart_home') return one(corpus.messages.get(kindIn(String(body))) ?? corpus.all);
  if (path === '/api/conversation/process') return one(corpus.sentences);
  if (path === '/api/states') return corpus.states;
  if (path === '/api/config') return corpus.config;
  if (path === '/api/template') return [['light.hallway', 'light.living_room'], ['lock.front_door']];
  const isCall = path.startsWith('/api/services/');
  const id = isCall ? JSON.parse(String(body)).entity_id : path.slice('/api/states/'.length);
  const known = corpus.states.find(({ entity_id }) => entity_id === id);
  const state = known ?? { entity_id: id, state: 'on', attributes: {} };
  return isCall ? [state] : state;
}

function kindIn(text: string): string {
  const { namespace, name } = JSON.parse(text).directive.header;
  return `${namespace} ${name}`;
}
