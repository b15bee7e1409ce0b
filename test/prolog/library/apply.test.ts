/** library(apply). */
import { agree } from './agree.ts';

agree(
  'apply',
  `
exclude([X]>>(X>2),[1,2,3],L)
partition([X]>>(X<2),[1,2,3],I,O)
partition([X,C]>>compare(C,X,2),[1,2,3],L,E,G)
partition([X,C]>>(C=x),[1,2,3],L,E,G)
partition([X,C]>>true,[1,2,3],L,E,G)
include(foo,[1],L)
include(foo,a,L)
include(integer,[1,a,2|T],L)
maplist(foo,a)
maplist(=(X),L)
maplist(succ,L,[1,2])
maplist(succ,[1,2],[X])
maplist(p,[X,Y])
foldl([X,A,B]>>(B is A+X),[1,2],0,S)
foldl([X,Y,A,B]>>(B is A+X*Y),[1,2],[3,4],0,S)
foldl([X,Y,Z,A,B]>>(B is A+X*Y*Z),[1,2],[3,4],[5,6],0,S)
foldl(foo,a,0,S)
forall(member(X,[1,2]),X>0)
convlist([X,Y]>>(X>1,Y is X*2),[1,2,3],L)
exclude(integer,[1,a],L)
partition(integer,[a|T],I,O)
apply(p,[X])
convlist(foo,[1],L)
partition(foo,[],I,O)
`,
);
