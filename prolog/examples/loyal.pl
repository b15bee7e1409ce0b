% Rules over the sessions of a shop: who is loyal, whose cart was left alone, and what looks like fraud.
%
% A session is a set of facts, and a rule says what follows from facts. http_current_session(Session, Fact) is true
% for each fact of each live session, so a rule may look at one session, compare two, or sum over all of them. The
% facts here are
%
%     user(Name)             who has logged in
%     order(Number, Cents)   what was ordered and paid
%     cart(Item, Quantity)   what lies in the cart
%     card(Number)           a card that was tried
%     failed_login(Name)     a wrong password
%
%     ?- loyal(User, Cents).
%     ?- abandoned_cart(Session, Items).
%     ?- suspicious(Session, Reason).

:- use_module(library(http/http_session)).
:- use_module(library(aggregate)).
:- use_module(library(lists)).

%   loyal(?User, -Cents): a user whose orders, in whatever sessions, come to 100 Euro and more.

loyal(User, Cents) :-
    setof(Name, Session^http_current_session(Session, user(Name)), Users),
    member(User, Users),
    spent(User, Cents),
    Cents >= 10000.

%   spent(+User, -Cents): zero for one who has not ordered yet.

spent(User, Cents) :-
    aggregate_all(sum(Price), ordered(User, Price), Cents).

ordered(User, Price) :-
    http_current_session(Session, user(User)),
    http_current_session(Session, order(_, Price)).

%   best_customers(-Users): the most loyal one first.

best_customers(Users) :-
    findall(Cents-User, loyal(User, Cents), Pairs),
    sort(1, @>=, Pairs, Sorted),
    pairs_values(Sorted, Users).

%   abandoned_cart(-Session, -Items): a cart that nobody touched for 5 minutes, and from which nothing was ordered.

abandoned_cart(Session, Items) :-
    abandoned_cart(Session, 300, Items).

%   abandoned_cart(-Session, +Seconds, -Items)

abandoned_cart(Session, Seconds, Items) :-
    http_current_session(Session, idle(Idle)),
    Idle >= Seconds,
    findall(Item-Quantity, http_current_session(Session, cart(Item, Quantity)), Items),
    Items \== [],
    \+ http_current_session(Session, order(_, _)).

%   suspicious(-Session, -Reason)

suspicious(Session, passwords(Count)) :-
    aggregate(count, User^http_current_session(Session, failed_login(User)), Count),
    Count >= 3.
suspicious(Session, cards(Cards)) :-
    setof(Card, http_current_session(Session, card(Card)), Cards),
    length(Cards, Count),
    Count >= 3.
suspicious(Session, shared_card(Card, Others)) :-
    setof(Other, other_user_of(Card, Session, Other), Others).

%   other_user_of(-Card, -Session, -Other): Other has tried the card of this session, too.

other_user_of(Card, Session, Other) :-
    http_current_session(Session, card(Card)),
    http_current_session(Session, user(User)),
    http_current_session(OtherSession, card(Card)),
    OtherSession \== Session,
    http_current_session(OtherSession, user(Other)),
    Other \== User.
