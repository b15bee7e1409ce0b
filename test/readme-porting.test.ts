/** The tables on porting say what SWI-Prolog's libraries have, and what of that is here. */
import { expect, test } from 'vitest';
import { pageText } from './support/pages.ts';
import {
  exportsHere,
  exportsThere,
  librariesText,
  missingText,
  refusedText,
} from './support/porting-text.ts';
import { describeWithSwipl } from './support/swipl.ts';

const page = pageText('src/serve/README.md');

test('the tables of what is not there are those of the source', () => {
  expect(page).toContain(missingText());
  expect(page).toContain(refusedText());
});

describeWithSwipl('the table of the libraries for HTTP', () => {
  test('has each predicate that SWI-Prolog exports, and tells whether it is here', async () => {
    const there = await exportsThere();
    expect(there.size).toBeGreaterThan(40);
    expect(page).toContain(librariesText(there, await exportsHere(there.keys())));
  });

  test('and the table of sessions has each predicate of theirs', async () => {
    const names = (await exportsThere()).get('http_session')!;
    const [, section = ''] = /^## Sessions\n([\s\S]*?)^## /m.exec(page)!;
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
  });
});
