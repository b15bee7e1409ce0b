/** Patterns of file names that a matcher that goes back would never be done with. */
import { pl, SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { TauProlog } from '../../../src/prolog/tau.ts';

const host = new TauProlog(new SessionEngine({ profile: 'swi' }));
const text = 'a'.repeat(2000);

test.each([
  ['*a'.repeat(30), true],
  [`${'*a'.repeat(30)}b`, false],
  ['{a,aa,a*,*}'.repeat(20), true],
  [`${'{a,aa,a*,*}'.repeat(20)}b`, false],
  ['{,{,{,a*}*}*}*a', true],
  [`${'{'.repeat(2000)}a*${'}'.repeat(2000)}`, true],
])('%.60s', async (pattern, is) => {
  expect(await host.query(pl`wildcard_match(${pattern}, ${text})`).exists()).toBe(is);
});

test('a pattern and a text that would take too long are refused', async () => {
  const [pattern, long] = ['*a'.repeat(5000), 'a'.repeat(5000)];
  await expect(host.query(pl`wildcard_match(${pattern}, ${long})`).first()).rejects.toMatchObject({
    code: 'resource_error',
  });
});
