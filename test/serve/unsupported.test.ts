/** Each library of SWI-Prolog can be loaded, or is in the table of those that cannot; what the tables say is so. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SessionEngine } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UNSUPPORTED_LIBRARIES, UNSUPPORTED_PREDICATES } from '../../src/prolog/swipl/unsupported.ts';
import { describeWithSwipl, swiplHome } from '../support/swipl.ts';

/** Folders that hold parts of libraries, data, or what is loaded by other names. */
const PARTS =
  /^(?:INDEX|MKINDEX|DTD|build|chr|clp\/|dialect\/|ext|http\/web\/|iri_scheme|latex2html|lynx|pldoc\/|protobufs\/|semweb|theme|unicode\/)/;

let prolog: SwiProlog;
let warnings = '';

beforeAll(async () => {
  prolog = await SwiProlog.create(new SessionEngine({ profile: 'swi' }), {
    errorOutput: (text) => {
      warnings += text;
    },
  });
});
afterAll(() => prolog.close());

describeWithSwipl('libraries', () => {
  test('of SWI-Prolog are there, or in the table', async () => {
    const missing: string[] = [];
    for (const name of libraries()) {
      if (!(await prolog.query(`exists_source(library(${spec(name)}))`).exists())) missing.push(name);
    }
    expect(missing).toEqual(Object.keys(UNSUPPORTED_LIBRARIES).sort());
  });
});

test('a library that is not there says why, to the program and to those who load it', async () => {
  const goal = 'use_module(library(http/http_openid))';
  const why = /library\(http\/http_openid\)' does not exist \(OpenID 2\.0 is no longer in use\)/;
  await expect(prolog.query(goal).first()).rejects.toThrow(why);
  warnings = '';
  await prolog.consult(`:- ${goal}.`);
  expect(warnings).toMatch(why);
  await expect(prolog.query('use_module(library(nowhere))').first()).rejects.toThrow(/does not exist$/);
});

/** What public web applications load, most first. */
const USED = `http/http_session http/http_dispatch http/thread_httpd http/html_write http/http_parameters
  http/http_files http/http_json http/http_error http/html_head http/http_path http/http_client http/json
  http/http_header http/http_digest http/mimepack settings http/js_write http/http_open clpfd dcg/basics xpath persistency sgml uuid chr
  http/http_server http/http_authenticate http/http_cors http/http_cookie http/http_log http/http_host
  http/http_server_files http/http_dirindex http/http_multipart_plugin http/http_sgml_plugin http/http_ssl_plugin
  http/http_unix_daemon http/http_dyn_workers http/http_wrapper http/http_hook http/http_stream http/http_exception
  http/mimetype http/html_quasiquotations http/term_html http/json_convert http/js_grammar http/dcg_basics
  crypto crypt md5 sha base64 thread thread_pool time socket pldoc dcg/high_order yall assoc aggregate apply lists
  option debug error pairs readutil strings url uri date record tabling solution_sequences broadcast gensym
  sandbox pcre csv memfile filesex random main optparse persistency quasi_quotations pprint listing`.split(
  /\s+/,
);

describe('libraries that web applications load', () => {
  test.each(USED)('%s', async (name) => {
    warnings = '';
    await prolog.query(`load_files(user:library(${spec(name)}), [if(not_loaded), imports([])])`).first();
    expect(
      warnings
        .replace(/.*library\(tabling\) is deprecated.*/, '')
        .replace(/^Warning:\s*$/gm, '')
        .trim(),
    ).toBe('');
  });
});

test.each(Object.keys(UNSUPPORTED_PREDICATES))('%s throws', async (indicator) => {
  const [, name, arity] = /^(.*)\/(\d+)$/.exec(indicator)!;
  const args = Array.from({ length: Number(arity) }, () => 'main').join(', ');
  await prolog
    .query('use_module(library(socket)), use_module(library(redis)), use_module(library(http/http_log))')
    .first();
  const goal = arity === '0' ? name! : `${name}(${args})`;
  await expect(prolog.query(goal).first()).rejects.toThrow(/No permission to/);
});

/** The names of the libraries of SWI-Prolog 9. */
function libraries(): string[] {
  const root = join(swiplHome(), 'library');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.pl'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).slice(0, -'.pl'.length))
    .filter((name) => !PARTS.test(name) && !name.includes('INDEX'))
    .sort();
}

function spec(name: string): string {
  return name
    .split('/')
    .map((part) => `'${part}'`)
    .join('/');
}
