/** The texts of errors against SWI-Prolog's own, for every form of error term and kind of culprit. */
import { expect, test } from 'vitest';
import { errorMessage } from '../../src/syntax/message.ts';
import { atom, compound, float, int, list, nil, str, type Term, Var } from '../../src/term/term.ts';
import { swiTexts, withoutNumbers } from '../support/swi-texts.ts';
import { describeWithSwipl } from '../support/swipl.ts';

const c = (name: string, ...args: (Term | string | number)[]): Term => compound(name, args.map(term));
const term = (value: Term | string | number): Term =>
  typeof value === 'string' ? atom(value) : typeof value === 'number' ? int(value) : value;
const pi = (name: string, arity: number): Term => c('/', name, arity);
const error = (formal: Term | string, context: Term = new Var()): Term => c('error', formal, context);

const culprits: readonly Term[] = [
  ...['a', 'A b', '[]', '{}', '', '-', 'new\nline'].map(atom),
  ...[int(1), int(-1), int(10n ** 30n), float(1), float(Infinity), str('s'), str(''), nil, new Var()],
  ...[
    list([int(1)]),
    list([int(1)], atom('b')),
    list([int(1)], new Var()),
    c('f', 'x'),
    c('$VAR', 1),
    pi('foo', 2),
  ],
  ...[c(':', 'm', pi('foo', 2)), c('-', 1), c('{}', 'a'), pi('no such', 2), pi(',', 2)],
];

const contexts: readonly Term[] = [
  c('context', c(':', 'system', pi('is', 2)), new Var()),
  c('context', c(':', 'm', pi('A b', 2)), 'why'),
  c('context', pi('/', 2), ''),
  c('context', 'caller', str('why')),
  c('context', c('f', new Var()), 'why'),
  c('context', new Var(), c('f', 'A b')),
  c('stream', 'user_input', 3, 4, 50),
  c('file', '/tmp/a.pl', 3, 4, 50),
  c('file', '/tmp/a.pl', 3, -1, 50),
  c('string', str('a 𝒳 b'), 4),
  pi('foo', 2),
  atom('foo'),
];

const terms: readonly Term[] = [
  ...culprits.flatMap((culprit) => [
    error(c('type_error', 'integer', culprit)),
    error(c('type_error', 'evaluable', culprit)),
    error(c('domain_error', 'not_less_than_zero', culprit)),
    error(c('existence_error', 'http_session', culprit)),
    error(c('existence_error', 'no_such_thing', culprit, 'there')),
    error(c('permission_error', 'modify', 'thing', culprit)),
    error(c('representation_error', culprit)),
    error(c('evaluation_error', culprit)),
    error(c('uninstantiation_error', culprit)),
  ]),
  // A variable would become what the first of SWI-Prolog's clauses says
  ...culprits
    .filter((culprit) => !(culprit instanceof Var))
    .flatMap((culprit) => [error(c('resource_error', culprit)), error(culprit)]),
  ...contexts.map((context) => error(c('type_error', 'integer', 'a'), context)),
  ...contexts.map((context) => error(c('syntax_error', 'operator_expected'), context)),
  ...['(', ')', '^', 'foo'].map((name) => error(c('existence_error', 'procedure', pi(`no_such_${name}`, 2)))),
  // Not `:-` and `!` as goals: what SWI-Prolog advises there is about its prompt.
  error(c('existence_error', 'procedure', pi('^', 2))),
  ...['input', 'output'].flatMap((action) =>
    ['stream', 'text_stream', 'binary_stream', 'past_end_of_stream'].map((type) =>
      error(c('permission_error', action, type, 's')),
    ),
  ),
  error(c('permission_error', 'create', 'built_in_procedure', pi('foo', 1))),
  error(c('permission_error', 'modify', 'static_procedure', pi('no_such', 3))),
  error(c('permission_error', 'open', 'source_sink', c('alias', 'x'))),
  error(c('permission_error', 'open', 'source_sink', 'a b')),
  error('instantiation_error'),
  error(c('domain_error', c('range', 1, 'A'), 'b')),
  error(c('type_error', 'free_of_attvar', 'b')),
  error(c('existence_error', 'matching_rule', c('g', 'x'))),
  error(c('existence_error', 'answer_variable', 'X')),
  ...['busy', 'occurs_check', 'timeout_error', 'io_error', 'limit_exceeded', 'not_implemented'].map((name) =>
    error(c(name, 'a', c('f', 'A'))),
  ),
  ...['duplicate_key', 'failure_error', 'goal_failed', 'system_error', 'format'].map((name) =>
    error(c(name, 'A')),
  ),
  error('system_error'),
  error(c('format_argument_type', 'a', 'A')),
  ...(
    'end_of_clause end_of_clause_expected end_of_file end_of_file_in_block_comment illegal_number operator_clash ' +
    'operator_balance quoted_punctuation list_rest cannot_start_term void_not_allowed long_atom long_string other'
  )
    .split(' ')
    .map((id) => error(c('syntax_error', id))),
  ...["'", '"', '`'].map((quote) => error(c('syntax_error', c('end_of_file_in_quoted', quote)))),
  error(c('syntax_error', c('undefined_char_escape', 'q'))),
  error(c('syntax_error', c('punct', ',', ')'))),
  error(c('syntax_error', c('f', 'A'))),
];

/** Balls that are no errors: these SWI-Prolog's toplevel announces. */
const balls: readonly Term[] = [
  atom('foo'),
  c('foo', 'A b'),
  str('s'),
  int(1),
  c('error', 'a', 'b', 'c'),
  atom('error'),
];

const translate = `
  message(T) :- '$messages':translate_message(T, Lines, []), print_message_lines(current_output, '', Lines).
  unhandled(T) :- message(unhandled_exception(T)).
`;

describeWithSwipl('error messages are those of SWI-Prolog', () => {
  test.each([
    ['errors', 'message(T)', terms],
    ['other balls', 'unhandled(T)', balls],
  ])('for %s', async (_, goal, asked) => {
    const texts = await swiTexts(asked, [goal], translate);
    const there = texts.map(([text]) => withoutNumbers(text!.replace(/\n$/, '')));
    expect(asked.map((one) => withoutNumbers(errorMessage(one)))).toEqual(there);
  });
});
