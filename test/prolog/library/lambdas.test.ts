/** library(yall). */
import { agree } from './agree.ts';

agree(
  'lambdas',
  `
maplist([X]>>(Y=X),[1])
maplist([X,Y]>>(Y is X*2),[1,2],L)
call([X]>>([Y]>>(Z=X-Y)),1,2)
call([X,Y]>>([Z]>>true),1,2,3)
call([X]>>foo(X),1,2)
call([X]>>member(X),1,[1,2])
call(X>>true,1)
call(foo>>true,1)
call({X}/[Y]>>(X=Y),1)
call({X}/(X=1))
call({X}/[Y]>>(Z=Y),1)
call(/(X,foo),1)
maplist([X-Y,Y-X]>>true,[1-a,2-b],L)
call([X]>>(member(X,[1,2]),!),Z)
call([X]>>p(X),Z)
copy_term([X]>>foo(X,Y),Z)
is_lambda([X]>>foo)
is_lambda(a)
call([X]>>(Y=X),1),call([X]>>(Y=X),2)
call([X,Y]>>true,1)
`,
);
