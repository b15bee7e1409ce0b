// Makes `npm start`, `npm test` and `npm run bench` work on a fresh clone: installs the npm packages when they are
// missing or out of date and, with --test or --bench, SWI-Prolog and Redis where apt can provide them.
// Says nothing when there is nothing to do.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const forTests = process.argv.includes('--test');
const forBench = process.argv.includes('--bench');

// The Debian packages that tests need, how to tell that they are there, and what does not run without them.
const systemPackages = [
  {
    name: 'swi-prolog-nox',
    wanted: forTests || forBench,
    present: () => onPath('swipl'),
    without: forBench
      ? 'the swipl column of the benchmark'
      : 'the tests that ask SWI-Prolog (test/oracle, …)',
  },
  {
    name: 'swi-prolog-test',
    wanted: forTests,
    present: () => existsSync('/usr/lib/swi-prolog/test'),
    without: "the cases taken from SWI-Prolog's own test suite",
  },
  {
    name: 'swi-prolog-doc',
    wanted: forTests,
    present: () => existsSync('/usr/share/swi-prolog/doc/packages/examples/http'),
    without: 'the example applications of SWI-Prolog, served twice',
  },
  {
    name: 'tmux',
    wanted: forTests,
    present: () => onPath('tmux'),
    without: 'the tests of the prompt at a terminal',
  },
  {
    name: 'redis-server',
    wanted: forTests || forBench,
    present: () => onPath('redis-server') && onPath('redis-cli'),
    without: forBench ? 'the figures with Redis' : 'the tests of sessions in Redis',
  },
  {
    name: 'strace',
    wanted: forTests,
    present: () => onPath('strace'),
    without: 'the tests that what sessions in LMDB answer is on disk before',
    isOptional: true, // not every machine lets programs be traced
  },
];

installNpmPackages();
installSystemPackages();

function installNpmPackages() {
  const manifest = readJson('package.json');
  const lock = readJson('package-lock.json');
  const faithful = lock !== undefined && sameDependencies(manifest, lock.packages[''] ?? {});
  if (faithful && sameInstalled(lock, readJson('node_modules/.package-lock.json'))) return;

  console.error('installing the npm packages …');
  // --include=dev: the scripts need the development packages also where NODE_ENV=production.
  const code = npm([
    faithful ? 'ci' : 'install',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (code !== 0) fail('npm could not install the packages; see above');
}

/** Whether the lock file was made for the dependencies that package.json names now. */
function sameDependencies(manifest, locked) {
  return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].every(
    (kind) => JSON.stringify(sorted(manifest[kind])) === JSON.stringify(sorted(locked[kind])),
  );
}

/** Whether node_modules, by npm's own record of it, holds what the lock file asks for on this machine. */
function sameInstalled(lock, record) {
  if (record === undefined) return false;
  const expected = Object.entries(lock.packages).filter(([path]) => path !== '');
  const complete = expected.every(([path, { version, integrity, optional }]) => {
    const found = record.packages[path];
    // An optional package that is absent was made for another platform.
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity && existsSync(join(root, path));
  });
  // node_modules that came with a copy from another machine hold that machine's binaries.
  const atHome = Object.values(record.packages).every(
    ({ os, cpu }) => allows(os, process.platform) && allows(cpu, process.arch),
  );
  return complete && atHome && Object.keys(record.packages).every((path) => path in lock.packages);
}

function allows(list, value) {
  return (
    list === undefined ||
    list.includes(value) ||
    list.every((item) => item[0] === '!' && item !== `!${value}`)
  );
}

function installSystemPackages() {
  const missing = () => systemPackages.filter(({ wanted, present }) => wanted && !present());
  if (missing().length === 0) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0 && onPath('apt-get')) {
    // One package that apt does not know keeps it from installing all that are asked for with it.
    for (const isOptional of [false, true]) {
      aptInstall(missing().filter((each) => (each.isOptional ?? false) === isOptional));
    }
  }

  for (const { name, without, isOptional } of missing()) {
    if (process.env.CI === 'true' && !isOptional)
      fail(`CI=true and ${name} cannot be had: ${without} would not run`);
    console.error(`skipped, for want of ${name}: ${without}`);
  }
}

function aptInstall(packages) {
  if (packages.length === 0) return;
  const names = packages.map(({ name }) => name);
  console.error(`installing ${names.join(', ')} by apt-get …`);
  const install = ['install', '-y', '--no-install-recommends', ...names];
  if (apt(install).code === 0) return;
  // A fresh machine has no package lists yet. Fetching them does not wait for another apt-get: we do.
  let update = apt(['update']);
  for (let waited = 0; /Could not get lock/.test(update.errors) && waited < 300; waited += 5) {
    spawnSync('sleep', ['5']);
    update = apt(['update']);
  }
  const { code, errors } = apt(install);
  if (code !== 0) console.error(`${update.errors}${errors}`.trimEnd());
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const stdio = ['ignore', 'ignore', 'pipe'];
  const { status, stderr } = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env,
    stdio,
  });
  return { code: status, errors: String(stderr) };
}

function npm(args) {
  // Inside `npm run`, npm says where it is; that also works where `npm` is a .cmd file.
  const cli = process.env.npm_execpath;
  const [command, first] = cli ? [process.execPath, [cli]] : ['npm', []];
  return spawnSync(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    .status;
}

function onPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

function sorted(dependencies = {}) {
  return Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1));
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(message);
  if (forTests) console.log('0 passed, 1 failed');
  process.exit(1);
}
