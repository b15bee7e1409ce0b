/** What programs may use in SWI-Prolog and cannot here, and why: libraries that are not there, and predicates that throw. */
import { type Atom, atom } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';

const THREADS = 'one handler runs at a time: there are no other threads';
const SOCKETS = 'there are no sockets: the host serves http_server/2, and http_open/3 makes requests';
const COMMANDS =
  'library(redis) only says where sessions are kept: commands are for predicates in TypeScript';
const PROCESSES = 'programs run no other programs, and do not change the process that they are in';
const DEVELOPING = 'a tool of the development environment of SWI-Prolog';
const ENCRYPTION = 'the host does TLS; library(crypto) has random bytes and hashes';
const FOREIGN = 'a library in C that is not in the WebAssembly build of SWI-Prolog';
const OBSOLETE = 'an experiment or a leftover in SWI-Prolog';

/** By the name within `library(…)`. */
export const UNSUPPORTED_LIBRARIES: Readonly<Record<string, string>> = {
  archive: FOREIGN,
  cgi: 'programs serve; they are not run by another server',
  check_installation: DEVELOPING,
  checklast: OBSOLETE,
  checkselect: OBSOLETE,
  doc_files: DEVELOPING,
  doc_http: DEVELOPING,
  doc_latex: DEVELOPING,
  editline: DEVELOPING,
  git: PROCESSES,
  help: DEVELOPING,
  'http/ax': 'OpenID 2.0 is no longer in use',
  'http/graphql': THREADS,
  'http/http_load': 'programs are loaded from files',
  'http/http_openid': 'OpenID 2.0 is no longer in use',
  'http/http_proxy': SOCKETS,
  'http/hub': THREADS,
  'http/websocket': 'connections are not kept by programs',
  'http/yadis': 'OpenID 2.0 is no longer in use',
  mallocinfo: FOREIGN,
  mqi: SOCKETS,
  paxos: SOCKETS,
  pdt_console: DEVELOPING,
  pengines: THREADS,
  pengines_io: THREADS,
  pengines_sandbox: THREADS,
  process: PROCESSES,
  prolog_install: DEVELOPING,
  prolog_pack: PROCESSES,
  prolog_server: SOCKETS,
  protobufs: FOREIGN,
  rdf_diagram: DEVELOPING,
  readline: DEVELOPING,
  redis_streams: SOCKETS,
  rlimit: PROCESSES,
  saml: ENCRYPTION,
  sched: OBSOLETE,
  shlib: FOREIGN,
  ssl: ENCRYPTION,
  stomp: SOCKETS,
  streaminfo: OBSOLETE,
  streampool: SOCKETS,
  sweep_link: DEVELOPING,
  syslog: FOREIGN,
  table: FOREIGN,
  table_util: FOREIGN,
  term_to_json: 'part of pengines: library(http/json) writes terms',
  test_cover: DEVELOPING,
  threadutil: THREADS,
  'tipc/tipc': SOCKETS,
  'tipc/tipc_broadcast': SOCKETS,
  'tipc/tipc_linda': SOCKETS,
  'tipc/tipc_paxos': SOCKETS,
  udp_broadcast: SOCKETS,
  uid: PROCESSES,
  unicode: FOREIGN,
  unix: PROCESSES,
  www_browser: PROCESSES,
  xmldsig: ENCRYPTION,
  xmlenc: ENCRYPTION,
  yaml: FOREIGN,
};

/** For programs that load one. */
export const libraryPredicates: PredicateTable = {
  'missing_library/2': (name) => {
    const library = (name as Atom).name;
    return Object.hasOwn(UNSUPPORTED_LIBRARIES, library) && [name!, atom(UNSUPPORTED_LIBRARIES[library]!)];
  },
};

/** By `name/arity`: they are there, and throw when they are called. */
export const UNSUPPORTED_PREDICATES: Readonly<Record<string, string>> = {
  'http_schedule_logrotate/2': 'nobody keeps a schedule: call http_logrotate/1',
  'redis/1': COMMANDS,
  'redis/2': COMMANDS,
  'redis/3': COMMANDS,
  'redis_array_dict/3': COMMANDS,
  'redis_connect/1': COMMANDS,
  'redis_connect/3': COMMANDS,
  'redis_current_command/2': COMMANDS,
  'redis_current_command/3': COMMANDS,
  'redis_current_subscription/2': COMMANDS,
  'redis_disconnect/1': COMMANDS,
  'redis_disconnect/2': COMMANDS,
  'redis_get_hash/3': COMMANDS,
  'redis_get_list/3': COMMANDS,
  'redis_get_list/4': COMMANDS,
  'redis_hscan/4': COMMANDS,
  'redis_property/2': COMMANDS,
  'redis_read/2': COMMANDS,
  'redis_scan/3': COMMANDS,
  'redis_set_hash/3': COMMANDS,
  'redis_set_list/3': COMMANDS,
  'redis_sscan/4': COMMANDS,
  'redis_subscribe/2': COMMANDS,
  'redis_subscribe/4': COMMANDS,
  'redis_unsubscribe/2': COMMANDS,
  'redis_write/2': COMMANDS,
  'redis_zscan/4': COMMANDS,
  'shell/0': PROCESSES,
  'shell/1': PROCESSES,
  'shell/2': PROCESSES,
  'tcp_accept/3': SOCKETS,
  'tcp_bind/2': SOCKETS,
  'tcp_connect/2': SOCKETS,
  'tcp_connect/3': SOCKETS,
  'tcp_connect/4': SOCKETS,
  'tcp_host_to_address/2': SOCKETS,
  'tcp_listen/2': SOCKETS,
  'tcp_open_socket/2': SOCKETS,
  'tcp_open_socket/3': SOCKETS,
  'tcp_setopt/2': SOCKETS,
  'tcp_socket/1': SOCKETS,
  'thread_create/2': THREADS,
  'thread_create/3': THREADS,
  'thread_create_in_pool/4': THREADS,
  'thread_exit/1': THREADS,
  'thread_join/1': THREADS,
  'thread_join/2': THREADS,
};

const WAITING =
  'the answer is waited for, which is an error within with_output_to/2 and where format/2 calls goals';

/** By `name/arity`: they wait for an answer, and throw where nothing can wait. */
export const WAITING_PREDICATES: Readonly<Record<string, string>> = {
  'http_delete/3': WAITING,
  'http_get/3': WAITING,
  'http_open/3': WAITING,
  'http_patch/4': WAITING,
  'http_post/4': WAITING,
  'http_put/4': WAITING,
};
