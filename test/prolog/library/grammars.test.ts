/** phrase/2 and phrase/3. */
import { agree } from './agree.ts';

agree(
  'grammars',
  String.raw`
phrase([a],[a])
phrase([a],[a,b],R)
phrase(([a],[b]),L)
phrase(([a];[b]),L)
phrase(([a]|[b]),L)
phrase(([a]->[b];[c]),[c])
phrase((\+ [a],[b]),[b])
phrase(({X=1},[X]),L)
phrase(([a];[b],!),L)
phrase(call([X,Y]>>(Y=X)),[a],R)
phrase([],[a],R)
phrase(!,[],R)
phrase([a],foo)
phrase([a],[a|b])
phrase([a],L,foo)
phrase([a|b],L)
phrase(lists:[a],L)
phrase({fail},L)
phrase(([a],1),L)
phrase((!,1),L)
phrase(append([a]),[b],[a,b])
phrase(([a]*->[b];[c]),L)
phrase(eos,[])
phrase(eos,[a],R)
phrase(eol,[])
phrase(([a],!;[b]),L)
phrase(({X=1,!};{X=2}),L)
phrase((call(append,[a])),L,[])
phrase((foo:[a]),L)
phrase("",L)
phrase(([],[a]),L)
phrase((\+[a]),L)
phrase(([a|T]),[a])
phrase([],foo,foo)
phrase(([a]->[b]),[a,b])
phrase(([]->[b]|[c]),L)
`,
);
