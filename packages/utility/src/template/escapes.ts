import type { TemplateEscape } from '@hearthgate/contracts';

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML 1.0 cannot hold, not even as a reference (section 2.2). */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const markup = (text: string): string => text.replace(/[&<>"']/g, (character) => MARKUP[character] ?? character);

/** How a value is written so that it stays a value where it will stand. */
export const escapes: Readonly<Record<TemplateEscape, (text: string) => string>> = {
  html: markup,
  xml: (text) => markup(text.replace(NOT_IN_XML, '')),
  // Without `<`, so that JSON inside a script element cannot end it.
  json: (text) => JSON.stringify(text).slice(1, -1).replaceAll('<', '\\u003c'),
  url: (text) => encodeURIComponent(text.toWellFormed()),
  none: (text) => text,
};
