/**
 * What goals and programs do, as data that can be compared: their solutions, what they write to `user_output` and
 * `user_error`, and their error. Asked of a Prolog host, and of SWI-Prolog in one process for all goals of a topic.
 */
import { PrologError, SessionEngine, type Term, Var, writeTerm } from '../../src/index.ts';
import type { PrologHost } from '../../src/prolog/host.ts';
import { Compound, deref } from '../../src/term/term.ts';
import { SessionClient } from './session-client.ts';
import { runSwipl } from './swipl.ts';

/** Goals on one subject, and the programs that they run on. */
export interface Topic {
  readonly name: string;
  /** Consulted once, before the goals. */
  readonly program?: string;
  /** One goal a line; empty lines and those that begin with `%` are for the reader. */
  readonly goals: string;
  /** Each goal runs in a request of its own that has a session; `in_header/1` calls a goal while cookies can be set. */
  readonly inSession?: boolean;
  /** Programs that are consulted one after the other, for what that writes. */
  readonly programs?: readonly string[];
}

export interface Outcome {
  /** `X = 1, Y = f(_V1)` for each; at most {@link MOST}. */
  readonly solutions: readonly string[];
  readonly output: string;
  /** Warnings and messages. */
  readonly errors: string;
  /** The error term, `error(Formal, _)` without its context, or the empty string. */
  readonly error: string;
  /** The context of an `error(Formal, Context)`, if it is bound; not told for unknown procedures, where it is who called. */
  readonly context: string;
}

/** So many solutions of a goal are compared. */
export const MOST = 10;

/** Seconds that a goal may take. */
const SECONDS = 20;

export const FILE = '/rules.pl';

export function goalsOf({ goals }: Topic): string[] {
  return goals.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('%'));
}

/** An outcome as text of some lines, the context of an error last. */
export function outcomeText(outcome: Outcome): string {
  return outcome.context === '' ? mainText(outcome) : `${mainText(outcome)}\n  context ${outcome.context}`;
}

/** The same without the context of an error. */
export function mainText({ solutions, output, errors, error }: Outcome): string {
  const lines = solutions.map((solution) => `  ${solution || 'true'}`);
  if (error !== '') lines.push(`  throws ${error}`);
  else if (solutions.length === 0) lines.push('  false');
  if (output !== '') lines.push(`  writes ${JSON.stringify(output)}`);
  if (errors !== '') lines.push(`  warns ${JSON.stringify(errors)}`);
  return lines.join('\n');
}

/** A host that is made anew for each topic, with what collects its output. */
export type HostMaker = (
  engine: SessionEngine,
  output: (text: string) => void,
  errorOutput: (text: string) => void,
) => PrologHost | Promise<PrologHost>;

export interface TopicOutcomes {
  readonly goals: readonly Outcome[];
  readonly programs: readonly Outcome[];
}

/** What the goals and programs of a topic do in a host. */
export async function hostOutcomes(topic: Topic, makeHost: HostMaker): Promise<TopicOutcomes> {
  const recorder = new Recorder();
  const engine = new SessionEngine({ profile: 'swi', route: '' });
  const host = await makeHost(
    engine,
    (text) => recorder.add('output', text),
    (text) => recorder.add('errors', text),
  );
  const goals: Outcome[] = [];
  const programs: Outcome[] = [];
  try {
    if (topic.inSession) await host.consult({ text: 'in_header(G) :- call(G).', name: '/in-header.pl' });
    if (topic.program) await host.consult({ text: topic.program, name: FILE });
    for (const goal of goalsOf(topic)) {
      await host.query('nl').first(); // in SWI-Prolog each goal has a stream of its own, at the beginning of a line
      const ask = () => recorder.record(() => solutionsOf(host, goal));
      goals.push(await (topic.inSession ? inRequest(engine, ask) : ask()));
    }
    for (const text of topic.programs ?? [])
      programs.push(
        await recorder.record(async function* () {
          await host.consult({ text, name: FILE });
          yield '';
        }),
      );
  } finally {
    await host.close();
  }
  return { goals, programs };
}

async function* solutionsOf(host: PrologHost, goal: string): AsyncGenerator<string> {
  let count = 0;
  for await (const solution of host.query(goal, { time: SECONDS * 1000, isShown: true })) {
    yield bindingsText(solution.terms);
    if (++count >= MOST) return;
  }
}

async function inRequest<T>(engine: SessionEngine, ask: () => Promise<T>): Promise<T> {
  const outcome = await new SessionClient(engine).request(ask);
  engine.setSessionOptions({ timeout: 600, create: 'auto', samesite: 'lax' });
  for (const { Id } of engine.query('current_session(Id, _)').toArray()) engine.closeSession(String(Id));
  return outcome;
}

/** Collects what a goal does. */
class Recorder {
  #texts = { output: '', errors: '' };

  add(stream: 'output' | 'errors', text: string): void {
    this.#texts[stream] += text;
  }

  async record(run: () => AsyncIterable<string>): Promise<Outcome> {
    this.#texts = { output: '', errors: '' };
    const solutions: string[] = [];
    let error = '';
    let context = '';
    try {
      for await (const solution of run()) solutions.push(solution);
    } catch (thrown) {
      if (thrown instanceof PrologError) [error, context] = errorTexts(thrown.term);
      else error = `JavaScript: ${thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : thrown}`;
    }
    return masked({ solutions, error, context, ...this.#texts });
  }
}

/** A thrown term without its context, and the context. */
function errorTexts(term: Term): [error: string, context: string] {
  if (!(term instanceof Compound && term.name === 'error' && term.args.length === 2))
    return [canonicalText([term])[0]!, ''];
  const [formal, context] = term.args.map((arg) => deref(arg)) as [Term, Term];
  const [formalText, contextText] = canonicalText([formal, context]) as [string, string];
  const hasContext = !(context instanceof Var) && !formalText.startsWith('existence_error(procedure,');
  return [`error(${formalText},_)`, hasContext ? contextText : ''];
}

function bindingsText(terms: { readonly [name: string]: Term }): string {
  const names = Object.keys(terms).sort();
  const texts = canonicalText(names.map((name) => terms[name]!));
  return names.map((name, i) => `${name} = ${texts[i]}`).join(', ');
}

/** Terms as text, with variables numbered in the order of their occurrence. */
function canonicalText(terms: readonly Term[]): string[] {
  const names = new Map<Var, string>();
  const pending: Term[] = [...terms].reverse();
  const seen = new Set<Compound>();
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const value = deref(part);
    if (value instanceof Var && !names.has(value)) names.set(value, `_V${names.size + 1}`);
    if (!(value instanceof Compound) || seen.has(value)) continue;
    seen.add(value);
    for (let i = value.args.length - 1; i >= 0; i--) pending.push(value.args[i]!);
  }
  return terms.map((term) => writeTerm(term, { quoted: true, variableNames: names, priority: 699 }));
}

/** What the goals and programs of a topic do in SWI-Prolog. */
export async function swiplOutcomes(topic: Topic): Promise<TopicOutcomes> {
  const input = JSON.stringify({
    in_session: topic.inSession ?? false,
    program: topic.program ?? '',
    goals: goalsOf(topic),
    programs: topic.programs ?? [],
  });
  const lines = (await runSwipl(topic.inSession ? `${DRIVER}${SESSION_DRIVER}` : DRIVER, { input }))
    .trimEnd()
    .split('\n');
  const outcomes = lines.map((line) => masked(JSON.parse(line) as Outcome));
  const goals = goalsOf(topic).length;
  if (outcomes.length !== goals + (topic.programs?.length ?? 0))
    throw new Error(`${topic.name}: ${outcomes.length} outcomes of ${goals} goals\n${lines.join('\n')}`);
  return { goals: outcomes.slice(0, goals), programs: outcomes.slice(goals) };
}

/** Without what is another one each time: numbers of variables, session ids, addresses of streams. */
function masked({ solutions, output, errors, error, context }: Outcome): Outcome {
  const ids = new Map<string, string>();
  const mask = (text: string): string =>
    text
      .replace(/(?<!\w)_G?\d+/g, '_N')
      .replace(/(')?\b[0-9a-f]{4}(?:-[0-9a-f]{4}){3}(?:\.\w+)?\b(?:\1)/g, (id) => {
        const key = id.replace(/'/g, '');
        if (!ids.has(key)) ids.set(key, `SESSION${ids.size + 1}`);
        return ids.get(key)!;
      })
      .replace(/(')?<stream>\(0x[0-9a-f]+\)(?:\1)/g, '<stream>');
  return {
    solutions: solutions.map(mask),
    output: mask(output),
    errors: mask(errors),
    error: mask(error),
    context: mask(context),
  };
}

/** Reads a topic as JSON, and writes each outcome as a line of JSON. */
const DRIVER = String.raw`
:- module(goal_oracle, [main/0]).
:- use_module(library(http/json)).
:- use_module(library(memfile)).
:- use_module(library(time)).
:- use_module(library(apply)).
:- use_module(library(lists)).

main :-
    json_read_dict(user_input, Topic),
    stream_property(Out, alias(user_output)),
    load(Topic.program),
    ( Topic.in_session == true -> Call = in_session ; Call = call ),
    forall(member(Text, Topic.goals), ( call(Call, outcome(ask(Text), Outcome)), reply(Out, Outcome) )),
    forall(member(Text, Topic.programs), ( outcome(consulted(Text), Outcome), reply(Out, Outcome) )),
    halt(0).

reply(Out, Outcome) :-
    with_output_to(string(Text), json_write_dict(current_output, Outcome, [width(0)])),
    split_string(Text, "\n", " ", Lines),
    atomic_list_concat(Lines, Line),
    format(Out, "~w~n", [Line]).

load("") :- !.
load(Text) :-
    setup_call_cleanup(open_string(Text, In), load_files(user:'${FILE}', [stream(In)]), close(In)).

consulted(Text, [Solution]) :- load(Text), Solution = "".

%   The outcome of a goal that is called with an open list of solutions.
outcome(Goal, _{ solutions: Solutions, output: Output, errors: Errors, error: Error, context: Context }) :-
    State = state([]),
    stream_property(Out, alias(user_output)),
    stream_property(Err, alias(user_error)),
    current_output(Current),
    new_memory_file(OutFile), open_memory_file(OutFile, write, Out1),
    new_memory_file(ErrFile), open_memory_file(ErrFile, write, Err1),
    set_stream(Out1, alias(user_output)),
    set_stream(Err1, alias(user_error)),
    set_output(Out1),
    (   catch(call_with_time_limit(${SECONDS}, ran(Goal, State)), E, true)
    ->  true
    ;   true
    ),
    set_stream(Out, alias(user_output)),
    set_stream(Err, alias(user_error)),
    set_output(Current),
    close(Out1, [force(true)]), memory_file_to_string(OutFile, Output),
    close(Err1, [force(true)]), memory_file_to_string(ErrFile, Errors),
    ( var(E) -> Error = "", Context = "" ; error_texts(E, Error, Context) ),
    arg(1, State, Reversed),
    reverse(Reversed, Solutions).

error_texts(error(Formal, Context), Error, ContextText) :- !,
    canonical([Formal, Context], [FormalText, ContextText0]),
    format(string(Error), "error(~s,_)", [FormalText]),
    (   ( var(Context) ; Formal = existence_error(procedure, _) )
    ->  ContextText = ""
    ;   ContextText = ContextText0
    ).
error_texts(E, Error, "") :-
    canonical([E], [Error]).

ran(consulted(Text), State) :- load(Text), nb_setarg(1, State, [""]).
ran(ask(Text), State) :-
    term_string(Goal, Text, [variable_names(Bindings0), module(user)]),
    sort(1, @<, Bindings0, Bindings),
    Count = count(0),
    (   call(user:Goal),
        shown(Bindings, Solution),
        arg(1, State, Found), nb_setarg(1, State, [Solution|Found]),
        arg(1, Count, N0), N is N0 + 1, nb_setarg(1, Count, N),
        N >= ${MOST}
    ->  true
    ;   true
    ).

shown(Bindings, Solution) :-
    named(Names, Values, Bindings),
    canonical(Values, Texts),
    findall(T, ( nth1(I, Names, Name), nth1(I, Texts, Text), format(string(T), "~w = ~s", [Name, Text]) ), Parts),
    atomic_list_concat(Parts, ', ', Atom),
    atom_string(Atom, Solution).

canonical(Terms, Texts) :-
    term_variables(Terms, Vars),
    findall(Name, ( nth1(I, Vars, _), atom_concat('_V', I, Name) ), Names),
    named(Names, Vars, Options),
    written(Terms, Options, Texts).

named([], [], []).
named([N|Ns], [V|Vs], [N=V|Os]) :- named(Ns, Vs, Os).

written([], _, []).
written([T|Ts], Names, [S|Ss]) :-
    with_output_to(string(S), write_term(T, [quoted(true), variable_names(Names), priority(699), portray(false),
                                             character_escapes_unicode(true)])),
    written(Ts, Names, Ss).

`;

/** The libraries change what arithmetic says, by library(arithmetic). */
const SESSION_DRIVER = `
:- use_module(library(http/http_session)).
:- use_module(library(http/http_stream)).
:- use_module(library(http/http_wrapper)).

%   Calls a goal in a request whose session has just begun, and forgets all sessions afterwards.
in_session(Goal) :-
    findall(S, http_session:session_setting(S), Settings),
    stream_property(Out, alias(user_output)),
    open_null_stream(Null),
    Request0 = [method(get), path(/), peer(ip(127,0,0,1))],
    cgi_open(Null, CGI, cgi_hook, [request(Request0)]),
    set_output(CGI),
    httpd_wrapper:expand_request(Request0, Request),
    cgi_set(CGI, request(Request)),
    nb_setval(cgi, CGI),
    set_output(Out),
    call(Goal),
    cgi_discard(CGI),
    close(CGI),
    nb_setval(http_session_id, []),
    forall(member(P, [session_setting(_), current_session(_,_), last_used(_,_), session_data(_,_), last_gc(_)]),
           retractall(http_session:P)),
    forall(member(S, Settings), assertz(http_session:session_setting(S))).

cgi_hook(_, _).

user:in_header(Goal) :-
    nb_getval(cgi, CGI),
    current_output(Out),
    set_output(CGI),
    call_cleanup(Goal, set_output(Out)).
`;
