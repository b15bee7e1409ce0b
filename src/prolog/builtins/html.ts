/** What `html_write.pl` has in TypeScript, and how text is quoted in HTML. */
import { Atom, atom, type Compound, deref, list, nil, str, type Term, Var } from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import { attributeTokens, hasAttributes } from '../html/attributes.ts';
import { beginTokens, endTokens, type Hooked, htmlTokens } from '../html/elements.ts';
import { htmlText, mailboxes } from '../html/printed.ts';
import { quotedAttribute, quotedText } from '../html/quoting.ts';
import { Tokens } from '../html/tokens.ts';
import { atomicText, atomicTextOf } from './text.ts';
import { write } from './writing.ts';

const HOOKED: Readonly<Record<string, Hooked>> = { true: 'all', element: 'within', false: 'none' };

export function htmlPredicates({ operators }: Environment): PredicateTable {
  const written = (term: Term) => atomicText(term) ?? write(term, operators);
  return {
    // Module:Spec, whether there are hooks, tokens, rest of the tokens, goal
    '$html/5': (qualified, hooked, _tokens, end) => {
      const [module, spec] = (deref(qualified!) as Compound).args as [Term, Term];
      const made = htmlTokens(spec, module, HOOKED[(deref(hooked!) as Atom).name]!).made(end!);
      return [qualified!, hooked!, made.tokens, end!, made.goal];
    },
    // Attributes, tokens, rest, goal
    '$html_attributes/4': (attributes, _tokens, end) => {
      if (!hasAttributes(attributes!)) return false;
      const tokens = new Tokens();
      attributeTokens(attributes!, tokens);
      const made = tokens.made(end!);
      return [attributes!, made.tokens, end!, made.goal];
    },
    // Name or Name(Attribute, …), tokens, rest, goal
    '$html_begin/4': (element, _tokens, end) => {
      const given = deref(element!) as Atom | Compound;
      const attributes = given instanceof Atom ? nil : list([...given.args]);
      const tokens = new Tokens();
      beginTokens(given.name, attributes, tokens);
      const made = tokens.made(end!);
      return [element!, made.tokens, end!, made.goal];
    },
    '$html_end/3': (name, _tokens, end) => {
      const tokens = new Tokens();
      endTokens(atomicTextOf(name!), tokens);
      return [name!, tokens.made(end!).tokens, end!];
    },
    '$html_boxes/2': (tokens) => [tokens!, mailboxes(tokens!)],
    '$html_text/2': (tokens) => [tokens!, str(htmlText(tokens!, written))],
    ...quoting('xml_quote_cdata', quotedText),
    ...quoting('xml_quote_attribute', quotedAttribute),
  };
}

function quoting(name: string, quoted: (text: string) => string): PredicateTable {
  const quote = (text: Term) => {
    if (deref(text) instanceof Var) return [text, text];
    const plain = atomicTextOf(text);
    const result = quoted(plain);
    return [text, result === plain ? text : atom(result)];
  };
  return {
    [`${name}/2`]: (text) => quote(text!),
    [`${name}/3`]: (text, _quoted, encoding) => [...quote(text!), encoding!],
  };
}
