% Files beside streams: the input and output of DEC-10 Prolog, library(filesex) and library(pio).

see(File) :-
    (   '$is_open'(File)
    ->  '$stream_of'(File, user_input, Stream),
        set_input(Stream)
    ;   open(File, read, Stream),
        set_input(Stream)
    ).

seen :-
    current_input(Stream),
    (   stream_property(Stream, alias(user_input))
    ->  true
    ;   close(Stream)
    ).

seeing(Stream) :-
    current_input(Input),
    (   stream_property(Input, alias(user_input))
    ->  Stream = user
    ;   Stream = Input
    ).

tell(File) :-
    '$tell'(File, write).

append(File) :-
    '$tell'(File, append).

'$tell'(File, Mode) :-
    (   '$is_open'(File)
    ->  '$stream_of'(File, user_output, Stream)
    ;   open(File, Mode, Stream)
    ),
    set_output(Stream).

told :-
    current_output(Stream),
    (   stream_property(Stream, alias(user_output))
    ->  true
    ;   close(Stream)
    ).

telling(Stream) :-
    current_output(Output),
    (   stream_property(Output, alias(user_output))
    ->  Stream = user
    ;   Stream = Output
    ).

'$is_open'(File) :-
    (   File == user
    ->  true
    ;   is_stream(File)
    ).

'$stream_of'(user, Stream, Stream) :- !.
'$stream_of'(Stream, _, Stream).

make_directory_path(Directory) :-
    (   exists_directory(Directory)
    ->  true
    ;   file_directory_name(Directory, Parent),
        (   Parent == Directory
        ->  true
        ;   make_directory_path(Parent)
        ),
        make_directory(Directory)
    ).

%   directory_member(+Directory, -Member, +Options): recursive(Bool), extensions(List), file_type(Type).

directory_member(Directory, Member, Options) :-
    option(recursive(Recursive), Options, false),
    directory_files(Directory, Names0),
    msort(Names0, Names),
    member(Name, Names),
    \+ memberchk(Name, ['.', '..']),
    directory_file_path(Directory, Name, Path),
    (   '$is_member'(Path, Options),
        Member = Path
    ;   Recursive == true,
        exists_directory(Path),
        directory_member(Path, Member, Options)
    ).

'$is_member'(Path, Options) :-
    (   option(extensions(Extensions), Options)
    ->  file_name_extension(_, Extension, Path),
        memberchk(Extension, Extensions)
    ;   true
    ),
    (   option(file_type(directory), Options)
    ->  exists_directory(Path)
    ;   true
    ).

copy_file(From, To0) :-
    (   exists_directory(To0)
    ->  file_base_name(From, Name),
        directory_file_path(To0, Name, To)
    ;   To = To0
    ),
    setup_call_cleanup(
        open(From, read, In, [type(binary)]),
        setup_call_cleanup(open(To, write, Out, [type(binary)]), copy_stream_data(In, Out), close(Out)),
        close(In)).

delete_directory_contents(Directory) :-
    directory_files(Directory, Names),
    forall(( member(Name, Names), \+ memberchk(Name, ['.', '..']) ),
           ( directory_file_path(Directory, Name, Path), '$delete_path'(Path) )).

delete_directory_and_contents(Directory) :-
    delete_directory_contents(Directory),
    delete_directory(Directory).

'$delete_path'(Path) :-
    (   exists_directory(Path)
    ->  delete_directory_and_contents(Path)
    ;   delete_file(Path)
    ).

phrase_from_file(Grammar, File) :-
    phrase_from_file(Grammar, File, []).

phrase_from_file(Grammar, File, Options) :-
    read_file_to_codes(File, Codes, Options),
    phrase(Grammar, Codes).

phrase_from_stream(Grammar, Stream) :-
    read_stream_to_codes(Stream, Codes),
    phrase(Grammar, Codes).

%   read_string(+Stream, +Separators, +Padding, -Separator, -String)

read_string(Stream, Separators, Padding, Separator, String) :-
    string_codes(Separators, Ends),
    get_code(Stream, Code),
    '$codes_before'(Code, Ends, Stream, Codes, Separator0),
    (   Separator0 == -1,
        Codes == [],
        Separators \== ""
    ->  Separator = -1,
        String = ""
    ;   string_codes(Text, Codes),
        split_string(Text, "", Padding, [String]),
        Separator = Separator0
    ).

'$codes_before'(-1, _, _, [], -1) :- !.
'$codes_before'(Code, Ends, _, [], Code) :-
    memberchk(Code, Ends),
    !.
'$codes_before'(Code, Ends, Stream, [Code|Codes], Separator) :-
    get_code(Stream, Next),
    '$codes_before'(Next, Ends, Stream, Codes, Separator).

get_byte(Byte) :-
    current_input(Stream),
    get_byte(Stream, Byte).

get_byte(Stream, Byte) :-
    get_code(Stream, Byte).

peek_byte(Byte) :-
    current_input(Stream),
    peek_byte(Stream, Byte).

peek_byte(Stream, Byte) :-
    peek_code(Stream, Byte).

put_byte(Byte) :-
    current_output(Stream),
    put_byte(Stream, Byte).

put_byte(Stream, Byte) :-
    '$must_be_byte'(Byte),
    put_code(Stream, Byte).

'$must_be_byte'(Byte) :-
    (   integer(Byte)
    ->  (   between(0, 255, Byte)
        ->  true
        ;   type_error(byte, Byte)
        )
    ;   must_be(integer, Byte)
    ).
