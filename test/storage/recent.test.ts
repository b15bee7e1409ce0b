/** What is remembered of ids: as much as was promised, and not much more. */
import { expect, test } from 'vitest';
import { Recent } from '../../src/storage/recent.ts';

function noted(recent: Recent<number>, from: number, to: number): void {
  for (let i = from; i < to; i++) recent.set(`${i}`, i);
}

test('the last ones are remembered, with what was noted last', () => {
  const recent = new Recent<number>(10);
  noted(recent, 0, 100);
  for (let i = 90; i < 100; i++) expect(recent.get(`${i}`)).toBe(i);
  recent.set('99', 1);
  expect(recent.get('99')).toBe(1);
  expect(recent.ids.filter((id) => id === '99')).toHaveLength(1);
});

test('twice as many at most are remembered', () => {
  const recent = new Recent<number>(10);
  for (let i = 0; i < 1000; i++) {
    recent.set(`${i}`, i);
    expect(recent.ids.length).toBeLessThanOrEqual(20);
    expect(recent.ids.length).toBeGreaterThanOrEqual(Math.min(i + 1, 10));
  }
});

test('what is noted again is not forgotten for others that come', () => {
  const recent = new Recent<number>(10);
  for (let i = 0; i < 100; i++) {
    recent.set('mine', i);
    noted(recent, i * 5, i * 5 + 5);
    expect(recent.get('mine')).toBe(i);
  }
});

test('what is deleted is gone, also when it was noted long ago', () => {
  const recent = new Recent<number>(10);
  recent.set('a', 1);
  noted(recent, 0, 12);
  recent.set('a', 2);
  recent.delete('a');
  expect(recent.get('a')).toBeUndefined();
  expect(recent.ids).not.toContain('a');
});
