/** library(ordsets). */
import { agree } from './agree.ts';

agree(
  'ordsets',
  `
list_to_ord_set([c,a,b,a],L)
ord_union([a,c],[b],L)
ord_union([[a],[b,c],[a]],L)
ord_union([],L)
ord_subtract([a,b,c],[b],L)
ord_memberchk(a,[a,b])
ord_memberchk(a,[b,X])
ord_add_element([a,c],b,L)
ord_del_element([a,b,c],b,L)
ord_del_element([a,b,c],d,L)
ord_intersection([a,b],[b,c],L)
ord_intersection([[a,b],[b,c]],L)
ord_subset([a],[a,b])
ord_subset([],X)
ord_disjoint([a],[b])
ord_intersect([a],[a])
ord_symdiff([a,b],[b,c],L)
ord_seteq([a],[a])
ord_empty(X)
ord_selectchk(b,[a,b],L)
is_ordset([a,b])
is_ordset([b,a])
is_ordset(a)
ord_union([a],[b],L,N)
list_to_ord_set(a,L)
ord_subtract([a,X],[X],L)
ord_subset([a,b],[b])
`,
);
