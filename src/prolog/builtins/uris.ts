/** The predicates of `library(uri)`, and those of the older `library(url)` on encoded text. */
import {
  Atom,
  Compound,
  compound,
  deref,
  domainError,
  instantiationError,
  int,
  list,
  PrologError,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { atomicText, atomicTextOf, textOf } from './text.ts';
import {
  escaped,
  isUriComponent,
  normalized,
  resolved,
  type UriComponent,
  unescaped,
  uriParts,
  uriText,
  withEscapes,
} from './uri.ts';

export const uriPredicates: PredicateTable = {
  'uri_components/2': (uri, components) => {
    if (!(deref(uri!) instanceof Var)) {
      const { scheme, authority, path, query, fragment } = uriParts(uriOf(uri!));
      const parts = [scheme, authority, path, query, fragment].map(optional);
      return [uri!, compound('uri_components', parts)];
    }
    const [scheme, authority, path, query, fragment] = argumentsOf(components!, 'uri_components', 5);
    const text = uriText({ scheme, authority, path: path ?? '', query, fragment });
    return [new Atom(text), components!];
  },
  'uri_encoded/3': (component, value, encoded) => {
    const kind = componentOf(component!);
    if (deref(value!) instanceof Var) {
      const text = uriOf(encoded!);
      const spaced = kind === 'query_value' ? text.replaceAll('+', ' ') : text;
      return [component!, new Atom(unescaped(spaced)), encoded!];
    }
    return [component!, value!, new Atom(escaped(uriOf(value!), kind))];
  },
  'uri_query_components/2': (text, pairs) => {
    if (deref(text!) instanceof Var) return [new Atom(queryText(pairs!)), pairs!];
    return [text!, list(queryPairs(uriOf(text!)))];
  },
  'uri_authority_components/2': (text, components) => {
    if (deref(text!) instanceof Var) {
      const [user, password, host, port] = argumentsOf(components!, 'uri_authority', 4);
      const login = user === undefined ? '' : `${user}${password === undefined ? '' : `:${password}`}@`;
      return [new Atom(`${login}${host ?? ''}${port === undefined ? '' : `:${port}`}`), components!];
    }
    return [text!, authorityTerm(uriOf(text!))];
  },
  'uri_is_global/1': (uri) => /^[a-z][a-z0-9+.-]+:/i.test(uriOf(uri!)),
  'uri_normalized/2': (uri) => [uri!, new Atom(normalized(uriOf(uri!)))],
  'uri_normalized/3': (uri, base) => [uri!, base!, new Atom(normalized(resolved(uriOf(uri!), uriOf(base!))))],
  'uri_resolve/3': (uri, base) => [uri!, base!, new Atom(resolved(uriOf(uri!), uriOf(base!)))],
  'uri_iri/2': (uri, iri) => {
    if (deref(uri!) instanceof Var) return [new Atom(withEscapes(uriOf(iri!), ASCII)), iri!];
    return [
      uri!,
      // Only what is no ASCII is meant literally in an IRI.
      new Atom(uriOf(uri!).replace(/(?:%[89a-f][0-9a-f])+/gi, (run) => unescaped(run))),
    ];
  },
  'www_form_encode/2': (value, encoded) => {
    if (deref(value!) instanceof Var)
      return [new Atom(unescaped(uriOf(encoded!).replaceAll('+', ' '))), encoded!];
    const text = withEscapes(uriOf(value!), '-_.~').replace(/%../g, (code) => code.toLowerCase());
    return [value!, new Atom(text)];
  },
};

/** What stays as it is in a URI made of an IRI. */
const ASCII = "-._~!$&'()*+,;=:@/?#[]%";

function uriOf(term: Term): string {
  return textOf(term);
}

function optional(text: string | undefined): Term {
  return text === undefined ? new Var() : new Atom(text);
}

/** The arguments of a compound as texts; undefined for variables. */
function argumentsOf(term: Term, name: string, arity: number): (string | undefined)[] {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Compound && value.name === name && value.args.length === arity)) {
    throw typeError(name, value);
  }
  return value.args.map((arg, i) => {
    const part = deref(arg);
    if (part instanceof Var) return undefined;
    const isQuery = name === 'uri_components' && i === 3;
    const text =
      atomicText(part) ?? (isQuery && properList(part) !== undefined ? queryText(part) : undefined);
    if (text === undefined) throw typeError('atom', part);
    return text;
  });
}

function componentOf(term: Term): UriComponent {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Atom)) throw typeError('atom', value);
  if (!isUriComponent(value.name)) throw domainError('uri_component', value);
  return value.name;
}

function queryText(pairs: Term): string {
  const items = properList(pairs);
  if (items === undefined) {
    if (deref(pairs) instanceof Var) throw instantiationError();
    throw typeError('list', pairs);
  }
  return items
    .map((item) => {
      const [name, value] = nameAndValue(deref(item));
      return `${escaped(name, 'query_value')}=${escaped(value, 'query_value')}`;
    })
    .join('&');
}

function nameAndValue(item: Term): [name: string, value: string] {
  if (item instanceof Var) throw instantiationError();
  if (item instanceof Compound) {
    const { name, args } = item;
    if (args.length === 1) return [name, atomicTextOf(args[0]!)];
    if (args.length === 2 && (name === '=' || name === '-')) {
      return [atomicTextOf(args[0]!), atomicTextOf(args[1]!)];
    }
  }
  throw typeError('name_value', item);
}

function queryPairs(text: string): Term[] {
  return text
    .split(/[&;]/)
    .filter((pair, i, { length }) => pair !== '' || (i < length - 1 && length > 1))
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) throw syntaxError('illegal_uri_query');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)].map(
        (part) => new Atom(unescaped(part.replaceAll('+', ' '))),
      );
      return compound('=', [name!, value!]);
    });
}

function authorityTerm(text: string): Term {
  const [, login, host, port] = /^(?:([^@]*)@)?(\[[^\]]*\]|[^:]*)(?::(.*))?$/su.exec(text) ?? [];
  const [user, password] =
    login === undefined ? [] : [login.replace(/:.*$/su, ''), /:(.*)$/su.exec(login)?.[1]];
  const isNumber = port !== undefined && /^\d*$/.test(port);
  return compound('uri_authority', [
    optional(user),
    optional(password),
    optional(host),
    isNumber ? int(Number(port)) : optional(port),
  ]);
}

function syntaxError(message: string): PrologError {
  return new PrologError(compound('error', [compound('syntax_error', [new Atom(message)]), new Var()]));
}
