/** Which arguments of predicates are goals, as their meta-predicate declarations in SWI-Prolog say. */

/** A digit is a goal to which so many arguments are added; `:`, `^` and `/` depend on the module only. */
const DECLARATIONS = `
  findall(?0-) findall(?0-?) forall(00) aggregate_all(?0-) aggregate_all(??0-) bagof(?^-) setof(?^-)
  aggregate(?^-) findnsols(+?0-) limit(+0) offset(+0) order_by(?0) distinct(0) distinct(?0) call_nth(0?)
  once(0) ignore(0) not(0) call(0) call(1?) call(2??) call(3???) call(4????) call(5?????) call(6??????)
  call(7???????) apply(:+) catch(0?0) catch_with_backtrace(0?0) setup_call_cleanup(000) call_cleanup(00)
  with_output_to(?0) format(+:) format(++:) assertion(0) time(0) call_with_time_limit(+0)
  call_with_depth_limit(0+-) call_with_inference_limit(0+-) thread_create(0?) thread_create(0?:) thread_at_exit(0)
  maplist(1?) maplist(2??) maplist(3???) maplist(4????) maplist(5?????) maplist(6??????)
  include(1??) exclude(1??) partition(1???) partition(2?????) foldl(3???) foldl(4????) foldl(5?????)
  foldl(6??????) predsort(3++) phrase(/?) phrase(/??) convlist(2??) foldr(3???)
  assert(:) asserta(:) assertz(:) retract(:) retractall(:) clause(:?) abolish(:) dynamic(:) discontiguous(:)
  multifile(:) public(:) table(:) initialization(0) initialization(0+) thread_local(:) volatile(:)
  module_transparent(:) meta_predicate(:) thread_initialization(0) consult(:) ensure_loaded(:) use_module(:)
  use_module(:?) current_op(??:) op(++:) current_predicate(:) predicate_property(::)
  listing(:)`;

const kinds = new Map<string, string>();
for (const [, name, args] of DECLARATIONS.matchAll(/(\w+)\((\S+)\)/g))
  kinds.set(`${name}/${args!.length}`, args!);

/** For each argument a character; undefined for a predicate of which none is a goal. */
export function argumentKinds(name: string, arity: number): string | undefined {
  return kinds.get(`${name}/${arity}`);
}
