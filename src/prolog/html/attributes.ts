/** The attributes of elements of HTML. */
import { Atom, Compound, deref, Nil, type Term, Var } from '../../index.ts';
import { atomicText, isCell } from '../builtins/text.ts';
import { quotedAttribute } from './quoting.ts';
import type { Tokens } from './tokens.ts';

/** Whether terms can be attributes: `Name=Value`, `Name(Value)`, `Space:Name(Value)`, `Name`, or a list of these. */
export function hasAttributes(attributes: Term): boolean {
  let rest = deref(attributes);
  for (; isCell(rest); rest = deref(rest.args[1]!)) if (!isAttribute(deref(rest.args[0]!))) return false;
  return rest instanceof Nil || isAttribute(rest);
}

/** What is not known yet may become one. */
function isAttribute(term: Term): boolean {
  if (term instanceof Var || term instanceof Atom) return true;
  if (!(term instanceof Compound)) return false;
  return term.args.length === 1 || (term.args.length === 2 && (term.name === '=' || isSpaced(term)));
}

function isSpaced({ name, args }: Compound): boolean {
  const attribute = deref(args[1]!);
  return name === ':' && attribute instanceof Compound && attribute.args.length === 1;
}

export function attributeTokens(attributes: Term, tokens: Tokens): void {
  let rest = deref(attributes);
  for (; isCell(rest); rest = deref(rest.args[1]!)) attribute(deref(rest.args[0]!), tokens);
  if (rest instanceof Var) tokens.call('attributes', rest);
  else if (!(rest instanceof Nil)) attribute(rest, tokens);
}

function attribute(term: Term, tokens: Tokens): void {
  if (term instanceof Var) tokens.call('attributes', term);
  else if (term instanceof Atom) tokens.text(` ${term.name}`);
  else {
    const { name, args } = term as Compound;
    const [first, second] = args.map(deref) as [Term, Term?];
    if (name === '=' && second !== undefined) named(nameOf(first), second, tokens);
    else if (second === undefined) named(name, first, tokens);
    else
      named(`${atomicText(first) ?? ''}:${(second as Compound).name}`, (second as Compound).args[0]!, tokens);
  }
}

function named(name: string, given: Term, tokens: Tokens): void {
  const value = deref(given);
  tokens.text(` ${name}="`);
  const text = value instanceof Nil ? '' : atomicText(value);
  if (text === undefined) tokens.call('attribute_value', value);
  else tokens.text(quotedAttribute(text));
  tokens.text('"');
}

/** `Space:Name` where it stands before `=`. */
function nameOf(term: Term): string {
  if (term instanceof Compound && term.name === ':' && term.args.length === 2) {
    return term.args.map((part) => atomicText(deref(part)) ?? '').join(':');
  }
  return atomicText(term) ?? '';
}
