/**
 * Where a goal ends in text that is being typed: at a `.` that is not in quotes, in a comment or in a symbol, and has
 * space behind it. What the text means is for the host's reader to say.
 */

/** The text of a goal without the `.` at its end, and what follows it. */
export interface GoalText {
  readonly goal: string;
  readonly rest: string;
}

/** Quoted text, a character such as `0'.`, a comment, a run of symbols, or any other character; all may lack an end. */
const TOKEN =
  /\d+'(?:[^'\\\n]|''?|\\[\s\S]?)?|(?<quoted>'(?:[^'\\]|''|\\[\s\S])*'?|"(?:[^"\\]|""|\\[\s\S])*"?|`(?:[^`\\]|``|\\[\s\S])*`?)|(?<comment>%[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<symbols>[-+*/\\^<>=~:.?@#&$]+)|[\p{L}\p{N}_]+|[\s\S]/uy;

/** The first goal of the text; undefined while there is no whole one. */
export function firstGoal(text: string): GoalText | undefined {
  let at = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const end = TOKEN.lastIndex;
    if (match.groups?.symbols === '.' && /^(?:[\s%]|$)/.test(text.slice(end, end + 1))) {
      return { goal: text.slice(0, at), rest: text.slice(end) };
    }
    at = end;
  }
  return undefined;
}

/** Whether text has nothing in it but space and comments. */
export function isBlank(text: string): boolean {
  return /^(?:\s|%[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*$/.test(text);
}
