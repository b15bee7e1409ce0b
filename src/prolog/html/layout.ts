/** How elements of HTML stand in lines: where they begin and end, as library(http/html_write) has it. */

/** The lines before and behind a tag. */
type Lines = readonly [before: number, behind: number];

interface Layout {
  readonly open: Lines;
  /** `empty` for an element without content, undefined where nothing is said of the closing tag. */
  readonly close: Lines | 'empty' | undefined;
}

/** `name: open close`. */
const TEXT = `
  table 2-1 1-2, blockquote 2-1 1-2, pre 2-1 0-2, textarea 1-1 0-1, center 2-1 1-2, dl 2-1 1-2, ul 1-1 1-1, ol 2-1 1-2,
  form 2-1 1-2, frameset 2-1 1-2, address 2-1 1-2, head 1-1 1-1, body 1-1 1-1, script 1-1 1-1, style 1-1 1-1,
  select 1-1 1-1, map 1-1 1-1, html 1-1 1-1, caption 1-1 1-1, applet 1-1 1-1, tr 1-0 0-1, option 1-0 0-1, li 1-0 0-1,
  dt 1-0 -, dd 0-0 -, title 1-0 0-1, h1 2-0 0-2, h2 2-0 0-2, h3 2-0 0-2, h4 2-0 0-2, iframe 1-1 1-1, hr 1-1 empty,
  br 0-1 empty, img 0-0 empty, meta 1-1 empty, base 1-1 empty, link 1-1 empty, input 0-0 empty, frame 1-1 empty,
  col 0-0 empty, area 1-0 empty, param 1-0 empty, p 2-1 -, td 0-0 0-0, div 1-0 0-1`;

const layouts = new Map<string, Layout>();
for (const [, name, open, close] of TEXT.matchAll(/(\w+) (\S+) ([^\s,]+)/g)) {
  layouts.set(name!, {
    open: linesOf(open!),
    close: close === 'empty' ? close : close === '-' ? undefined : linesOf(close!),
  });
}

function linesOf(text: string): Lines {
  const [before, behind] = text.split('-').map(Number);
  return [before!, behind!];
}

export function layoutOf(element: string): Layout | undefined {
  return layouts.get(element);
}

/** Whether an element has no content, and so no closing tag. */
export function isEmpty(element: string): boolean {
  return layouts.get(element)?.close === 'empty';
}
