/** Texts at the corners of Prolog's syntax, good and bad, for the tests that ask SWI-Prolog what it makes of them. */

/** The texts of SWI-Prolog's test_read.pl, and of those that its test_write.pl writes. */
export const suiteTexts: readonly string[] = texts(String.raw`
a(_,_a,_A,_0,A)
Var
'Atom'
 123 
 -123.45     
"abc"
 [   ] 
 { foo, bar } 
 [ foo, [bar] ] 
 [ foo,123 | bar] 
[X|Xs]
a()
a(X,y)
call(X):[adder]
_{}
_{a:[1],b:{}}
tag{bb:1,aa:2}
- (1)
- 1
-(1)
-(-(1))
-(1)^2
1 - -1
1 - (-1)
-a
-(-a)
-(-(-a))
-(-1)
1^2
[(:-)]
[:-]
- - a
\+ (a,b)
:- dynamic foo/1, bar/2
:- (a,b)
a= \+b
{a,b}
'{}'(x)
'[]'
'\u0061\u00e9'
a:b:c
(a:-b)
(a-->b,{c})
[a,(b,c)]
f((a,b))
f((a:-b))
f(;,'|',';;')
(a|b)
(a:-b,c;d->e)
f(:-)
f(- , a)
[-]
[-|-]
[- , -]
[a= -]
[-,a]
(- , -)
"\x41\"
'\c   a'
0'a
0'\n
0'''
0''
0'\''
0'"
`);

export const pickedTexts: readonly string[] = [
  ...texts(String.raw`
f(A, B, _C, _) ¦ - 1 ¦ -1 ¦ - -1 ¦ -(1) ¦ -(-(1)) ¦ a-1 ¦ a -1 ¦ a - 1 ¦ a- 1 ¦ 1-1 ¦ [-1] ¦ [- 1] ¦ -a
- a ¦ -(a) ¦ -(a,b) ¦ -() ¦ f() ¦ f( ) ¦ f(a)(b) ¦ X(a) ¦ 'X'(a) ¦ [](a) ¦ {}(a) ¦ [] ¦ {} ¦ [ ] ¦ { }
[/**/] ¦ '[]' ¦ '{}' ¦ [] = '[]' ¦ {a} ¦ {a,b} ¦ {-} ¦ {- a} ¦ {-}(x) ¦ [a|b] ¦ [a,b|c] ¦ [a|b|c]
[a|b,c] ¦ [|a] ¦ [a|] ¦ [,] ¦ [a,] ¦ [a ¦ a] ¦ (a ¦ a) ¦ {a ¦ a} ¦ f(a ¦ f(a, ¦ f(,a) ¦ f(a,,b) ¦ (,)
(|) ¦ (a|b) ¦ a|b ¦ [(a|b)] ¦ \+a ¦ \+ (a,b) ¦ \+(a,b) ¦ \+[a] ¦ \+{a} ¦ \+ {a} ¦ -{a} ¦ - {a} ¦ -[a]
:- a ¦ :-a ¦ :- :- a ¦ a :- b :- c ¦ X = - ¦ X = - . ¦ - = - ¦ - = x ¦ \+ = x ¦ dynamic = x ¦ x = dynamic
dynamic ¦ :- dynamic a/1, b/2 ¦ [dynamic|T] ¦ f(:- , a) ¦ f(:-, a) ¦ f(+) ¦ f(+, -) ¦ [+|-] ¦ [+, -] ¦ (+)
(+) + (+) ¦ + + + ¦ + + ¦ = = = ¦ a = = b ¦ * * * ¦ a = b = c ¦ (a = b) = c ¦ a , b , c ¦ a ; b ; c
a -> b ; c ¦ a :- b, c ; d -> e ¦ a --> b, {c}, ! ¦ p :- \+ q, r ¦ 1 + 2 * 3 - 4 ¦ 2 ** 3 ¦ 2 ** 3 ** 4
2 ^ 3 ^ 4 ¦ - 2 ^ 2 ¦ -2 ^ 2 ¦ -(2) ^ 2 ¦ - (2) ^ 2 ¦ -a ^ 2 ¦ 1 - - 1 ¦ a : b : c ¦ f(a :- b) ¦ [a :- b]
[a :- b | c :- d] ¦ f((a :- b)) ¦ f(a , b) ¦ f((a , b)) ¦ {a :- b} ¦ (a :- b) ¦ f(a ; b) ¦ a 'is' b
a 'mod' b ¦ a is b ¦ a ',' b ¦ a '|' b ¦ a '=' b ¦ '-' 1 ¦ '-'(1) ¦ '-' a ¦ 'dynamic' a ¦ a 'is'(b)
'\\+' a ¦ 1 ¦ 0 ¦ -0 ¦ 00 ¦ 007 ¦ 1_000 ¦ 1_000_000 ¦ 1 000 ¦ 1 000 000 ¦ 1  000 ¦ 1_ 000 ¦ 1_⏎000
1_000.5 ¦ 1__0 ¦ _1 ¦ 0x1F ¦ 0xfF ¦ 0x ¦ 0xg ¦ 0o17 ¦ 0o8 ¦ 0b101 ¦ 0b2 ¦ 0b ¦ 0'a ¦ 0' ¦ 0'' ¦ 0'''
0''a ¦ 0'\n ¦ 0'\x41\ ¦ 0'\ ¦ 0'\z ¦ 0'\e ¦ 0'\s ¦ 0'\0\ ¦ 0'\c ¦ 0'ab ¦ 0'é ¦ 0'𝒳 ¦ 0'% ¦ 0'| ¦ 0'||
-0'a ¦ - 0'a ¦ 16'FF ¦ 16'fg ¦ 2'101 ¦ 2'2 ¦ 36'Zz ¦ 37'Z ¦ 1'0 ¦ 0'0 ¦ 10'99 ¦ 16 'FF ¦ -16'FF ¦ 016'FF
16'F_F ¦ 16'F F ¦ 8'7 7 ¦ 016'ffb','0'x ¦ 016'f','0016'f',2'1 ¦ 012'b','x ¦ 036'z','x' ¦ 0016'f,'a' ¦ 016'f
016'f,'a' ¦ 016'f,'a ¦ 016'f,\'x' ¦ 016'f\,'x' ¦ 016'f,''x ¦ 016'f,"'" ¦ 016'f,016'f ¦ 016'f. 'x
016'f .'x ¦ 02'1,'a' ¦ 002'1,'a ¦ 002'2,'a ¦ 037'a,'b ¦ 037'a,'b' ¦ 001'0,'b ¦ 000'0,'b ¦ -016'f,'x ¦ - 016'f,'x
a-016'f,'x ¦ a -016'f,'x ¦ 1 016'f,'x ¦ 1_016'f,'x ¦ 016'f_f,'x ¦ 016'f f,'x ¦ a016'f,'x ¦ [016'f,'|'016'f] ¦ 1.0 ¦ 1.5 ¦ 1. ¦ 1.e ¦ 1.0e10 ¦ 1.0E10 ¦ 1.0e+10 ¦ 1.0e-10 ¦ 1e10 ¦ 1E5 ¦ 1e
1.0e ¦ 1.0e+ ¦ 1.5e400 ¦ 1.0e-400 ¦ 1.0Inf ¦ -1.0Inf ¦ 1.0NaN ¦ 1.5NaN ¦ 1.0Infx ¦ 1.5NaNa ¦ 2.5NaN ¦ 1Inf
inf ¦ nan ¦ infinite ¦ 1.0inf ¦ -1.5NaN ¦ 123456789012345678901234567890 ¦ -123456789012345678901234567890
9007199254740993 ¦ 9223372036854775808 ¦ 0x123456789ABCDEF0123 ¦ 1r3 ¦ 1R3 ¦ 1r ¦ 1r0 ¦ 2r4 ¦ 1.5r3 ¦ 1/3
1.2.3 ¦ 1..2 ¦ 1 . 2 ¦ a.b ¦ a. b ¦ a .b ¦ X.y ¦ X.y.z ¦ X.y(z) ¦ 'a'.b ¦ _{} ¦ _{a:1} ¦ X{a:1} ¦ t{}
t{a:1} ¦ t {} ¦ 't'{} ¦ a:b{} ¦ f(_{a:1}) ¦ X = _{}.put(a) ¦ !{a} ¦ ;{a} ¦ []{} ¦ {}{} ¦ 'a' ¦ '' ¦ 'a''b'
'a\nb' ¦ 'a\⏎b' ¦ 'a\⏎   b' ¦ 'a\c   b' ¦ 'a⏎b' ¦ '\x41\' ¦ '\x41' ¦ '\x41g' ¦ '\x' ¦ '\101\' ¦ '\101'
'\8' ¦ '\0\' ¦ '\u0041' ¦ '\u004' ¦ '\U0001D4B3' ¦ '\U00110000' ¦ '\uD800' ¦ '\e\a\b\f\v\t\r\s' ¦ '\z'
'\d' ¦ '\q' ¦ '\' ¦ '\\' ¦ '\'' ¦ '\"' ¦ 'a ¦ "a ¦ 'a\ ¦ "a'b" ¦ "a\"b" ¦ "a""b" ¦ "a" "b" ¦ "" ¦ "é𝒳"
'é𝒳' ¦ été ¦ Été ¦ αβγ ¦ Αβγ ¦ 日本 ¦ _日本 ¦ ﬁ ¦ x² ¦ ² ¦ a₁ ¦ ∀ ¦ ∀x ¦ → ¦ a→b ¦ →→ ¦ «a» ¦ a·b ¦ ‿ ¦ a‿b
① ¦ ٣ ¦ ٣٤ ¦ ٣.٥ ¦ 1٣ ¦ ٣1 ¦ 𝟏𝟐 ¦ 𝒳 ¦ 𝒳y ¦ 😀 ¦ 😀😀 ¦ a😀 ¦ ª ¦ Ⅷ ¦ Ⓐ ¦ ǅ ¦ ℘ ¦ /* a */ b ¦ a /* b */
a /* b ¦ /**/ a ¦ /*/ a */ b ¦ /* /* */ b ¦ /* /* */ */ b ¦ a % b ¦ % b⏎ a ¦ a /*b*/ (c) ¦ f/**/(a)
f (a) ¦ - (a) ¦ - (a, b) ¦ f(a) . ¦ f(a). ¦ f(a).. ¦ f(a). % c ¦ f(a).% c ¦ f(a).b ¦ f(a) .b ¦ . ¦ ..
.(a, b) ¦ '.'(a, b) ¦ a=..b ¦ a=.. b ¦ a =.. [b] ¦ X=Y ¦ X==Y ¦ X= =Y ¦ a:-b ¦ a:- -b ¦ a=\+b ¦ a= \+b
a=\=b ¦ a@<b ¦ a>:<b ¦ a=@=b ¦ a:=b ¦ ! ¦ !a ¦ a! ¦ !, a ¦ a, ! ¦ ! ; a ¦ ; ¦ a; ¦ ;a ¦ (;) ¦ f(;)
f(;, a) ¦ f(a;) ¦ [;] ¦ ';' ¦ a ; ; b ¦ , ¦ a, ¦ ,a ¦ ',' ¦ | ¦ || ¦ a||b ¦ '|' ¦ f(|) ¦ f('|') ¦ {|x||y|}
{| ¦ |} ¦ [a||b] ¦ (a:-b|c) ¦ \ ¦ \a ¦ \ a ¦ a\b ¦ a\/b ¦ $ ¦ $a ¦ $ a ¦ a$b ¦ $$ ¦ ? ¦ ?a ¦ a?b ¦ @ ¦ #
& ¦ ^ ¦ ~ ¦ a~b ¦ ?- a ¦ ?-a ¦ a?-b ¦ table a/1 ¦ initialization main ¦ % ¦ /**/ ¦ end_of_file ¦ a b ¦ a 1
1 a ¦ 1 1 ¦ "a" a ¦ a "b" ¦ X Y ¦ X 1 ¦ f(a b) ¦ f(1 2) ¦ [a b] ¦ {a b} ¦ (a b) ¦ f(⏎a⏎,⏎b⏎) ¦ __proto__
constructor(toString) ¦ 'constructor' ¦ f(A, A, B, _, _, _A) ¦ _ ¦ __ ¦ _a ¦ A_b
p(X) :- q(X, Y), \+ r(Y) -> s ; t ¦ a rdiv b ¦ a rem b mod c ¦ a div b // c ¦ a xor b ¦ a << b >> c
- - - a ¦ \ \ a ¦ a ^ - 1 ¦ - - 1 ¦ -  1 ¦ -⏎1 ¦ -/**/1 ¦ 1 -1 ¦ 1 - 1 ¦ f(-1) ¦ f(- 1) ¦ f(-) ¦ [-] ¦ (-)
(-)(1) ¦ -(-) ¦ - (-) ¦ -(-)(-)
`),
  ...[
    "0' ",
    "0'\n",
    "'\\`'",
    '`a',
    '`abc`',
    '``',
    '`a\\nb`',
    '`a``b`',
    '\u00a0a',
    'a\u2003b',
    '\ue000',
    '\ufdd0',
    '\u0000',
    'a\u0000',
    '\u0001',
    '\u007f',
    '\u0300',
    'a\u0300',
    '\u200d',
    'a\u200db',
    '\ufeffa',
    '\u00ad',
    'a % b\n',
    ' . ',
    '',
    ' ',
    '\n',
    'a\u0009b',
    'a\u000d\n',
  ],
];

/** Texts stand on lines or between `¦`; a newline in one is written `⏎`. */
function texts(block: string): string[] {
  return block
    .split(/\n| ¦ /)
    .filter((text) => text !== '')
    .map((text) => text.replaceAll('⏎', '\n'));
}
