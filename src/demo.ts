/** `npm start`: the facts of a few sessions of a shop, and what some queries about them answer. */
import { _, ClauseStore, type Solution, v } from './index.ts';

const db = new ClauseStore();

db.consult(`
  session_data(s1, user(alice)).
  session_data(s1, cart(prolog_book, 1)).
  session_data(s1, cart(pencil, 12)).
  session_data(s2, user(bob)).
  session_data(s2, cart(pencil, 3)).
  session_data(s3, cart(notebook, 2)).
  session_data(s4, user(alice)).
  session_data(s4, theme(dark)).

  price(prolog_book, 39.5).
  price(pencil, 1.25).
  price(notebook, 4).

  total(S, Total) :-
      aggregate_all(sum(N * P), (session_data(S, cart(Item, N)), price(Item, P)), Total).
`);

console.log('The facts of four sessions are in the store. What can be asked?');

say('Who is logged in?');
ask('session_data(S, user(User))');

say('Where is alice? An index on what is inside the second argument finds it, among any number of sessions.');
ask('session_data(S, user(alice))');

say('Whose cart holds more than two of a thing?');
ask('session_data(S, cart(Item, N)), N > 2');

say('Who has something in the cart without having logged in?');
ask('session_data(S, cart(Item, _)), \\+ session_data(S, user(_))');

say('What does everybody pay? total/2 is a rule.');
ask('session_data(S, user(User)), total(S, Total), Total > 0');

say('bob takes two more pencils: one fact for another, both or neither.');
db.transaction(() => {
  const before = db.retract({ session_data: ['s2', { cart: ['pencil', v('N')] }] });
  db.assertz({ session_data: ['s2', { cart: ['pencil', Number(before?.N) + 2] }] });
});
ask('session_data(s2, cart(Item, N))');

say('alice logs out everywhere.');
for (const { terms } of db.query('session_data(S, user(alice))')) {
  console.log(`   ${db.retractall({ session_data: [terms.S!, _] })} facts of ${terms.S} removed`);
}
ask('session_data(S, user(User))');

function say(text: string): void {
  console.log(`\n%  ${text}`);
}

function ask(goal: string): void {
  console.log(`?- ${goal}.`);
  const solutions = db.query(goal).toArray();
  for (const solution of solutions) console.log(`   ${answer(solution)}`);
  if (solutions.length === 0) console.log('   false');
}

function answer({ terms }: Solution): string {
  return Object.entries(terms)
    .map(([name, term]) => `${name} = ${term}`)
    .join(', ');
}
