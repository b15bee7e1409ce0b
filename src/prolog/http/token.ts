/** The words that fields of headers are made of, and what is quoted there. */

/** A character of a word, for regular expressions. */
export const TOKEN = '[^\\x00-\\x20\\x7f-\\uffff()<>@,;:\\\\"/[\\]?={}]';

/** What stands between quotes, without the backslashes. */
export function unescaped(quoted: string): string {
  return quoted.replace(/\\(.)/g, '$1');
}
