/** HTML that cannot be forgotten to be escaped: the template tag `html`, in which whatever is no HTML yet becomes text. */

/** Markup that is ready to be sent. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

/** What can stand in a template; nothing is shown for `undefined` and `false`. */
export type Content = Html | string | number | false | undefined | readonly Content[];

/** `` html`<b>${name}</b>` `` is markup, and the name in it text. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let markup = strings[0]!;
  values.forEach((value, i) => {
    markup += markupOf(value) + strings[i + 1]!;
  });
  return new Html(markup);
}

function markupOf(value: Content): string {
  if (value instanceof Html) return value.markup;
  if (value === undefined || value === false) return '';
  if (typeof value === 'object') return value.map(markupOf).join('');
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
