/** What a program reads from: text that is here or arrives, read as terms, by characters and by lines. */
import {
  clauseEnd,
  compound,
  int,
  type Operators,
  Reader,
  type ReadOptions,
  type ReadResult,
} from '../index.ts';
import { InputText, type TextSource } from './input-text.ts';
import type { Steps } from './steps.ts';
import { placedAnew } from './syntax-place.ts';

/** No more of the text is taken than what is read. Steps wait where more text is wanted than has come. */
export class InputStream {
  readonly text: InputText;

  constructor(text: TextSource | InputText) {
    this.text = text instanceof InputText ? text : new InputText(text);
  }

  /** Whether nothing follows. */
  *isAtEnd(): Steps<boolean> {
    return (yield* this.peek()) === undefined;
  }

  /**
   * The next term, with the `.` behind it; undefined at the end.
   * @throws PrologError for text that is none, which is taken too
   */
  *readTerm(
    operators: Operators,
    { doubleQuotes = 'string' }: Pick<ReadOptions, 'doubleQuotes'> = {},
  ): Steps<ReadResult | undefined> {
    const clause = yield* this.#clause();
    const { place } = this.text;
    this.text.take(clause.length);
    let result: ReadResult | undefined;
    try {
      result = new Reader(clause, { operators, doubleQuotes }).read();
    } catch (error) {
      throw placed(error, place);
    }
    if (result === undefined) this.text.takeEnd();
    return result;
  }

  /** The next character, which is left where it is; undefined at the end. */
  *peek(): Steps<string | undefined> {
    while (this.text.isEmpty && (yield* this.#more()));
    return this.text.next;
  }

  /** So many characters, or those that there are before the end, which are left where they are. */
  *peekString(length: number): Steps<string> {
    for (;;) {
      const { left } = this.text;
      const wanted = firstCharacters(left, length);
      if (wanted !== undefined || !(yield* this.#more())) return wanted ?? left;
    }
  }

  /** The next character. */
  *get(): Steps<string | undefined> {
    const char = yield* this.peek();
    if (char === undefined) this.text.takeEnd();
    else this.text.take(char.length);
    return char;
  }

  /** The rest of the line and its end; undefined at the end of the text. */
  *line(): Steps<string | undefined> {
    let seen = 0;
    for (;;) {
      const { left } = this.text;
      if (left.includes('\n', seen)) break;
      seen = left.length;
      if (!(yield* this.#more())) break;
    }
    if (!this.text.isEmpty) return this.text.takeLine();
    this.text.takeEnd();
    return undefined;
  }

  /** All that is left, or so many characters of it. */
  *rest(most = Infinity): Steps<string> {
    if (most < Infinity) return this.text.take((yield* this.peekString(most)).length);
    while (yield* this.#more());
    this.text.takeEnd();
    return this.text.take(Infinity);
  }

  /** The text of the next term, which ends where a `.` is followed by something else, or at the end. */
  *#clause(): Steps<string> {
    for (;;) {
      const { left, canGrow } = this.text;
      const end = clauseEnd(left, 0);
      if (end !== undefined && (end < left.length || !canGrow)) return left.slice(0, end);
      if (!(yield* this.#more())) return left;
    }
  }

  *#more(): Steps<boolean> {
    if (!this.text.canGrow) return false;
    return (yield this.text.more()) as boolean;
  }
}

/** So many characters of a text; undefined if it has not so many. */
function firstCharacters(text: string, length: number): string | undefined {
  let at = 0;
  for (let count = 0; count < length; count++) {
    const code = text.codePointAt(at);
    if (code === undefined) return undefined;
    at += code > 0xffff ? 2 : 1;
  }
  return text.slice(0, at);
}

/**
 * A syntax error in text that begins at a place of the stream: `stream(Stream, Line, LinePosition, Character)`, of which
 * SWI-Prolog counts the last one less.
 */
function placed(error: unknown, { line, column, characters }: InputText['place']): unknown {
  return placedAnew(error, ({ args: [stream, ...numbers] }) => {
    const [ownLine, ownColumn, ownCharacters] = numbers.map((number) => Number(String(number)));
    return compound('stream', [
      stream!,
      int(ownLine! + line - 1),
      int(ownLine === 1 ? ownColumn! + column : ownColumn!),
      int(Math.max(0, ownCharacters! + characters - 1)),
    ]);
  });
}
