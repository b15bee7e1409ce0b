/** Strings of JSON, as library(http/json) writes them. */

const ESCAPED = /["\\\p{Cc}]|<\//u;
const EACH_ESCAPED = new RegExp(ESCAPED, 'gu');

/** What stands behind the `\` in place of a character. */
const SHORT: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
};

/** A text as a string of JSON. `</` is `<\/`, so that it may stand in HTML. */
export function jsonString(text: string): string {
  return ESCAPED.test(text) ? `"${text.replace(EACH_ESCAPED, escaped)}"` : `"${text}"`;
}

function escaped(part: string): string {
  if (part === '</') return '<\\/';
  const short = SHORT[part];
  if (short !== undefined) return `\\${short}`;
  return part < ' ' ? `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}` : part;
}
