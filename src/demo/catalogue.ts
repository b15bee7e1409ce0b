/** The articles of the shop. */

export interface Article {
  /** The atom that stands for it in facts. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly cents: number;
  /** The lines of its picture, as an SVG path on 24 by 24. */
  readonly icon: string;
}

export const catalogue: readonly Article[] = [
  {
    id: 'pencil',
    name: 'Pencil',
    text: 'Writes facts. Comes sharpened, and with a negation at the other end.',
    cents: 125,
    icon: 'M4 20l1-4L16 5l3 3L8 19z M14 7l3 3',
  },
  {
    id: 'eraser',
    name: 'Eraser',
    text: 'Retracts what it matches. Each line goes exactly once.',
    cents: 90,
    icon: 'M9 19l-5-5a1.5 1.5 0 0 1 0-2l8-8a1.5 1.5 0 0 1 2 0l6 6a1.5 1.5 0 0 1 0 2l-7 7z M8 8l8 8 M9 19h11',
  },
  {
    id: 'notebook',
    name: 'Notebook',
    text: 'Eighty pages, free of variables until you write on them.',
    cents: 400,
    icon: 'M6 3h11a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H6z M9 3v18 M4 7h3 M4 12h3 M4 17h3 M12 8h4',
  },
  {
    id: 'index_cards',
    name: 'Index cards',
    text: 'A hundred of them. They sort themselves, just in time.',
    cents: 350,
    icon: 'M4 9h13v11H4z M7 9V6h13v11h-3 M7 13h7 M7 16h5',
  },
  {
    id: 'ruler',
    name: 'Ruler',
    text: 'Thirty centimetres, every one of them ground.',
    cents: 240,
    icon: 'M3 16L16 3l5 5L8 21z M7 12l2 2 M10 9l3 3 M13 6l2 2',
  },
  {
    id: 'paper_clips',
    name: 'Paper clips',
    text: 'For conjunctions of up to twelve pages. Box of fifty.',
    cents: 180,
    icon: 'M8 8v8a4 4 0 0 0 8 0V7a3 3 0 0 0-6 0v8a1.5 1.5 0 0 0 3 0V8',
  },
  {
    id: 'ink',
    name: 'Bottle of ink',
    text: 'Midnight blue. What it binds stays bound.',
    cents: 680,
    icon: 'M9 3h6v4H9z M8 7h8c2 2 3 4 3 7v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5c0-3 1-5 3-7z M5 14h14',
  },
  {
    id: 'fountain_pen',
    name: 'Fountain pen',
    text: 'Steel nib, medium. Leaves a trail that it can undo.',
    cents: 2900,
    icon: 'M12 3l5 9-3 6h-4l-3-6z M12 3v7.5 M10 18v3h4v-3 M12 13.8a1.6 1.6 0 1 1 0-3.2 1.6 1.6 0 0 1 0 3.2z',
  },
  {
    id: 'lamp',
    name: 'Desk lamp',
    text: 'Throws light on every branch of the search.',
    cents: 3900,
    icon: 'M8 4h8l3 7H5z M12 11v9 M8 20h8 M16 11v3',
  },
  {
    id: 'mug',
    name: 'Mug',
    text: 'Holds in every model that has coffee in it.',
    cents: 1150,
    icon: 'M5 9h11v7a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4z M16 11h2a2.5 2.5 0 0 1 0 5h-2 M8.5 3v3 M12.5 3v3',
  },
  {
    id: 'tree',
    name: 'Potted tree',
    text: 'Grows depth first, from left to right. Needs no cut.',
    cents: 1890,
    icon: 'M8 17h8l-1 4H9z M12 17v-6 M12 11c0-4-3-6-6-6 0 4 2 6 6 6z M12 9.5c0-3 2-5.5 6-5.5 0 4-2 6-6 6',
  },
  {
    id: 'prolog_book',
    name: 'Prolog book',
    text: 'Horn clauses by chapter and verse. Paperback, 412 pages.',
    cents: 3950,
    icon: 'M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1z M12 6v14',
  },
];

const byId = new Map(catalogue.map((article) => [article.id, article]));

/** The article that an atom stands for. */
export function articleOf(id: string): Article | undefined {
  return byId.get(id);
}
