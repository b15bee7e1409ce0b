/*  What files are, by their names. Programs add clauses of mime:mime_extension(Extension, Type).
*/

:- module(mimetype,
          [ file_mime_type/2,
            file_content_type/2,
            file_content_type/3
          ]).

:- multifile
    mime:mime_extension/2,
    mime:text_mimetype/1,
    mime:charset/3.

%!  file_mime_type(+File, -Type) is det.
%
%   Type is Type/SubType; application/unknown where the name says nothing.

file_mime_type(File, Type) :-
    file_name_extension(_, Extension, File),
    (   of_extension(Extension, Known)
    ->  Type = Known
    ;   downcase_atom(Extension, Lower),
        of_extension(Lower, Known)
    ->  Type = Known
    ;   file_base_name(File, Base),
        downcase_atom(Base, Name),
        memberchk(Name, [makefile, configure, 'configure.in', 'configure.ac', 'makefile.in', 'makefile.am', 'readme.in'])
    ->  Type = text/plain
    ;   Type = application/unknown
    ).

of_extension(Extension, Type) :-
    mime:mime_extension(Extension, Type),
    !.
of_extension(Extension, Type) :-
    types(Main, Pairs),
    memberchk(Extension-Sub, Pairs),
    !,
    Type = Main/Sub.

types(text, [ txt-plain, pl-plain, sh-plain, htm-html, html-html, sgml-'x-sgml', sgm-'x-sgml', xml-xml, xsl-xml, css-css,
              md-markdown, c-'x-c', h-'x-c', cc-'x-c', py-'x-python', java-'x-java', js-javascript, vbs-vbscript ]).
types(image, [ jpg-jpeg, jpeg-jpeg, gif-gif, png-png, tif-tiff, tiff-tiff, xpm-'x-xpixmap', ico-'x-ico', svg-'svg+xml' ]).
types(application,
      [ xhtml-'xhtml+xml', json-json, yaml-yaml, rdf-'rdf+xml', rdfs-'rdf+xml', owl-'rdf+xml', ttl-turtle, nt-'n-triples',
        nq-'n-quads', gz-'x-gzip', zip-zip, tgz-'x-gtar', pdf-pdf, doc-msword, class-'octet-stream', data-'octet-stream',
        jar-'x-java-archive', wasm-wasm, kml-'vnd.google-earth.kml+xml', kmz-'vnd.google-earth.kmz',
        swf-'x-shockwave-flash', rpm-'x-rpm', exe-'x-executable' ]).
types(video, [ flv-'x-flv' ]).
types(audio, [ mp3-mpeg ]).

%!  file_content_type(+File, -ContentType) is det.
%!  file_content_type(+File, ?Type, -ContentType) is det.
%
%   The value of a Content-Type field, with a charset where it is text.

file_content_type(File, ContentType) :-
    file_content_type(File, _, ContentType).

file_content_type(File, Type, ContentType) :-
    ( ground(Type) -> true ; file_mime_type(File, Type) ),
    (   is_text(Type)
    ->  ( mime:charset(File, Type, Charset) -> true ; Charset = 'UTF-8' ),
        format(atom(ContentType), '~w; charset=~w', [Type, Charset])
    ;   format(atom(ContentType), '~w', [Type])
    ).

is_text(Type) :-
    mime:text_mimetype(Type),
    !.
is_text(text/_).
