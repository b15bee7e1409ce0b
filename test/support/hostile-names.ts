/** Names that are special to JavaScript, to this package's own objects, or to text. */
export const hostileNames: readonly string[] = [
  ...'__proto__ constructor prototype toString valueOf hasOwnProperty __defineGetter__ then toJSON'.split(
    ' ',
  ),
  ...'length name args ref id value term terms fact size 0 -1 NaN undefined null true'.split(' '),
  ...[
    '',
    ' ',
    '\0',
    '\n',
    "'",
    '"',
    '\\',
    '%',
    '[]',
    '{}',
    '[|]',
    '.',
    ',',
    '|',
    ':-',
    '_',
    'X',
    '$VAR',
    '!',
  ],
  ...['é', '日本', '😀', '\ud800', '\udfff', '\u202e', '\ufeff', 'e\u0301', 'a'.repeat(300)],
];
