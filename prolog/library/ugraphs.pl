% library(ugraphs): graphs as ordered lists of Vertex-Neighbours, the neighbours ordered too.

vertices_edges_to_ugraph(Vertices, Edges, Graph) :-
    findall(Vertex, ( member(From-To, Edges), member(Vertex, [From, To]) ), Ends),
    append(Vertices, Ends, All0),
    sort(All0, All),
    sort(Edges, Ordered),
    '$ugraph'(All, Ordered, Graph).

'$ugraph'([], _, []).
'$ugraph'([Vertex|Vertices], Edges0, [Vertex-Neighbours|Graph]) :-
    '$edges_from'(Edges0, Vertex, Neighbours, Edges),
    '$ugraph'(Vertices, Edges, Graph).

'$edges_from'([From-To|Edges0], Vertex, [To|Neighbours], Edges) :-
    From == Vertex,
    !,
    '$edges_from'(Edges0, Vertex, Neighbours, Edges).
'$edges_from'(Edges, _, [], Edges).

vertices([], []).
vertices([Vertex-_|Graph], [Vertex|Vertices]) :-
    vertices(Graph, Vertices).

edges(Graph, Edges) :-
    '$ugraph_edges'(Graph, Edges).

'$ugraph_edges'([], []).
'$ugraph_edges'([Vertex-Neighbours|Graph], Edges) :-
    '$edges_of'(Neighbours, Vertex, Edges, Rest),
    '$ugraph_edges'(Graph, Rest).

'$edges_of'([], _, Rest, Rest).
'$edges_of'([To|Neighbours], From, [From-To|Edges], Rest) :-
    '$edges_of'(Neighbours, From, Edges, Rest).

add_vertices(Graph0, Vertices, Graph) :-
    vertices(Graph0, Known),
    edges(Graph0, Edges),
    append(Known, Vertices, All),
    vertices_edges_to_ugraph(All, Edges, Graph).

del_vertices(Graph0, Vertices0, Graph) :-
    sort(Vertices0, Vertices),
    findall(Vertex-Neighbours,
            (   member(Vertex-Neighbours0, Graph0),
                \+ ord_memberchk(Vertex, Vertices),
                ord_subtract(Neighbours0, Vertices, Neighbours)
            ),
            Graph).

add_edges(Graph0, Edges, Graph) :-
    vertices(Graph0, Vertices),
    edges(Graph0, Edges0),
    append(Edges0, Edges, All),
    vertices_edges_to_ugraph(Vertices, All, Graph).

del_edges(Graph0, Edges, Graph) :-
    vertices(Graph0, Vertices),
    edges(Graph0, Edges0),
    sort(Edges, Gone),
    ord_subtract(Edges0, Gone, Left),
    '$ugraph'(Vertices, Left, Graph).

neighbours(Vertex, Graph, Neighbours) :-
    neighbors(Vertex, Graph, Neighbours).

neighbors(Vertex, Graph, Neighbours) :-
    member(Known-Found, Graph),
    Known == Vertex,
    !,
    Neighbours = Found.

transpose_ugraph(Graph, Transposed) :-
    vertices(Graph, Vertices),
    findall(To-From, ( member(From-Neighbours, Graph), member(To, Neighbours) ), Edges),
    vertices_edges_to_ugraph(Vertices, Edges, Transposed).

ugraph_union(Graph1, Graph2, Graph) :-
    vertices(Graph1, Vertices),
    add_vertices(Graph2, Vertices, Graph0),
    edges(Graph1, Edges),
    add_edges(Graph0, Edges, Graph).

compose(Graph1, Graph2, Graph) :-
    vertices(Graph1, Vertices1),
    vertices(Graph2, Vertices2),
    ord_union(Vertices1, Vertices2, Vertices),
    findall(From-To,
            ( member(From-Middles, Graph1), member(Middle, Middles), neighbors(Middle, Graph2, Ends), member(To, Ends) ),
            Edges),
    vertices_edges_to_ugraph(Vertices, Edges, Graph).

complement(Graph, Complement) :-
    vertices(Graph, Vertices),
    findall(Vertex-Others,
            (   member(Vertex-Neighbours, Graph),
                ord_add_element(Neighbours, Vertex, Near),
                ord_subtract(Vertices, Near, Others)
            ),
            Complement).

reachable(Vertex, Graph, Reached) :-
    neighbors(Vertex, Graph, _),
    '$reach'([Vertex], Graph, [Vertex], Reached).

'$reach'([], _, Reached, Reached).
'$reach'([Vertex|Vertices], Graph, Reached0, Reached) :-
    neighbors(Vertex, Graph, Neighbours),
    ord_union(Reached0, Neighbours, Reached1, New),
    append(Vertices, New, Next),
    '$reach'(Next, Graph, Reached1, Reached).

transitive_closure(Graph, Closure) :-
    findall(Vertex-Reached,
            (   member(Vertex-Neighbours, Graph),
                '$reach'(Neighbours, Graph, Neighbours, Reached)
            ),
            Closure).

%   top_sort(+Graph, -Vertices): fails if there is a cycle.

top_sort(Graph, Vertices) :-
    findall(Vertex-0, member(Vertex-_, Graph), Zeros),
    list_to_assoc(Zeros, Counts0),
    edges(Graph, Edges),
    '$count_ends'(Edges, Counts0, Counts),
    findall(Vertex, ( member(Vertex-_, Graph), get_assoc(Vertex, Counts, 0) ), Free),
    '$top_sort'(Free, Graph, Counts, Vertices),
    same_length(Graph, Vertices).

'$count_ends'([], Counts, Counts).
'$count_ends'([_-To|Edges], Counts0, Counts) :-
    get_assoc(To, Counts0, N0),
    N is N0 + 1,
    put_assoc(To, Counts0, N, Counts1),
    '$count_ends'(Edges, Counts1, Counts).

'$top_sort'([], _, _, []).
'$top_sort'([Vertex|Free0], Graph, Counts0, [Vertex|Vertices]) :-
    neighbors(Vertex, Graph, Neighbours),
    '$release'(Neighbours, Counts0, Counts, Free0, Free),
    '$top_sort'(Free, Graph, Counts, Vertices).

'$release'([], Counts, Counts, Free, Free).
'$release'([Vertex|Vertices], Counts0, Counts, Free0, Free) :-
    get_assoc(Vertex, Counts0, N0),
    N is N0 - 1,
    put_assoc(Vertex, Counts0, N, Counts1),
    (   N =:= 0
    ->  Free1 = [Vertex|Free0]
    ;   Free1 = Free0
    ),
    '$release'(Vertices, Counts1, Counts, Free1, Free).
