/** The predicates of `library(uri)`, and those of the older `library(url)` on encoded text. */
import {
  Atom,
  Compound,
  compound,
  deref,
  domainError,
  errorOf,
  instantiationError,
  int,
  list,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { listItems, nameOf } from './arguments.ts';
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
      const { scheme, authority, path, query, fragment } = uriParts(textOf(uri!));
      const parts = [scheme, authority, path, query, fragment].map(optional);
      return [uri!, compound('uri_components', parts)];
    }
    const [scheme, authority, path, query, fragment] = argumentsOf(components!, 'uri_components', 5);
    // Without parameters there is no query
    const text = uriText({ scheme, authority, path: path ?? '', query: query || undefined, fragment });
    return [new Atom(text), components!];
  },
  'uri_encoded/3': (component, value, encoded) => {
    const kind = componentOf(component!);
    if (deref(value!) instanceof Var) {
      const text = textOf(encoded!);
      const spaced = kind === 'query_value' ? text.replaceAll('+', ' ') : text;
      return [component!, new Atom(unescaped(spaced)), encoded!];
    }
    return [component!, value!, new Atom(escaped(textOf(value!), kind))];
  },
  'uri_query_components/2': (text, pairs) => {
    if (deref(text!) instanceof Var) return [new Atom(queryText(pairs!)), pairs!];
    return [text!, list(queryPairs(textOf(text!)))];
  },
  'uri_authority_components/2': (text, components) => {
    if (deref(text!) instanceof Var) {
      const [user, password, host, port] = argumentsOf(components!, 'uri_authority', 4);
      const login = user === undefined ? '' : `${user}${password === undefined ? '' : `:${password}`}@`;
      return [new Atom(`${login}${host ?? ''}${port === undefined ? '' : `:${port}`}`), components!];
    }
    return [text!, authorityTerm(textOf(text!))];
  },
  'uri_is_global/1': (uri) => /^[a-z][a-z0-9+.-]+:/i.test(textOf(uri!)),
  'uri_normalized/2': (uri) => [uri!, new Atom(normalized(textOf(uri!)))],
  'uri_normalized/3': (uri, base) => [
    uri!,
    base!,
    new Atom(normalized(resolved(textOf(uri!), textOf(base!)))),
  ],
  'uri_resolve/3': (uri, base) => [uri!, base!, new Atom(resolved(textOf(uri!), textOf(base!)))],
  'uri_iri/2': (uri, iri) => {
    if (deref(uri!) instanceof Var) return [new Atom(withEscapes(textOf(iri!), ASCII)), iri!];
    return [
      uri!,
      // Only what is no ASCII is meant literally in an IRI.
      new Atom(textOf(uri!).replace(/(?:%[89a-f][0-9a-f])+/gi, (run) => unescaped(run))),
    ];
  },
  'www_form_encode/2': (value, encoded) => {
    if (deref(value!) instanceof Var)
      return [new Atom(unescaped(textOf(encoded!).replaceAll('+', ' '))), encoded!];
    const text = withEscapes(textOf(value!), '-_.~').replace(/%../g, (code) => code.toLowerCase());
    return [value!, new Atom(text)];
  },
};

/** What stays as it is in a URI made of an IRI. */
const ASCII = "-._~!$&'()*+,;=:@/?#[]%";

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
  const name = nameOf(term);
  if (!isUriComponent(name)) throw domainError('uri_component', deref(term));
  return name;
}

function queryText(pairs: Term): string {
  return listItems(pairs)
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
      if (at < 0) throw errorOf(compound('syntax_error', [new Atom('illegal_uri_query')]));
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
