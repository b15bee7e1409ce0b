/**
 * The files of this machine, as a file system of an interpreter: programs find them under the paths that they have here.
 */
import {
  chmodSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  type Stats,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { FileSystem } from './interpreter.ts';

/** A file or folder, as Emscripten knows it. */
interface Entry {
  readonly name: string;
  readonly parent: Entry;
  readonly mount: { readonly opts: { readonly root?: string } };
  mode: number;
  node_ops: object;
  stream_ops: object;
}

/** A file that is open. */
interface Open {
  readonly node: Entry;
  readonly flags: number;
  position: number;
  descriptor?: number;
}

interface Attributes {
  readonly mode?: number;
  readonly size?: number;
  readonly atime?: number;
  readonly mtime?: number;
}

/** The numbers that WebAssembly has for errors. */
const ERRORS: Readonly<Record<string, number>> = {
  EACCES: 2,
  EBADF: 8,
  EBUSY: 10,
  EEXIST: 20,
  EINVAL: 28,
  EIO: 29,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  ENOENT: 44,
  ENOSPC: 51,
  ENOTDIR: 54,
  ENOTEMPTY: 55,
  EPERM: 63,
  EROFS: 69,
  ESPIPE: 70,
  EXDEV: 75,
};

const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;

/** The file system, to be mounted with `{ root }`. */
export function hostFiles(fs: FileSystem, isReadOnly: boolean): object {
  /** Does something with files, with errors as Emscripten throws them. */
  function tried<T>(fn: () => T): T {
    try {
      return fn();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new fs.ErrnoError(ERRORS[code] ?? ERRORS.EIO);
    }
  }

  /** The same for what changes files. */
  function changed<T>(fn: () => T): T {
    if (isReadOnly) throw new fs.ErrnoError(ERRORS.EROFS);
    return tried(fn);
  }

  function entry(parent: Entry | null, name: string, mode: number): Entry {
    const made = fs.createNode(parent, name, mode, 0) as Entry;
    made.node_ops = ofEntries;
    made.stream_ops = ofOpen;
    return made;
  }

  const ofEntries = {
    getattr: (node: Entry) => attributes(tried(() => lstatSync(pathOf(node)))),
    setattr(node: Entry, { mode, size, atime, mtime }: Attributes) {
      const path = pathOf(node);
      changed(() => {
        if (mode !== undefined) {
          chmodSync(path, mode & 0o7777);
          node.mode = mode;
        }
        if (atime !== undefined || mtime !== undefined) {
          utimesSync(path, (atime ?? mtime)! / 1000, (mtime ?? atime)! / 1000);
        }
        if (size !== undefined) truncateSync(path, size);
      });
    },
    lookup(parent: Entry, name: string): Entry {
      const { mode } = tried(() => lstatSync(join(pathOf(parent), name)));
      return entry(parent, name, mode);
    },
    mknod(parent: Entry, name: string, mode: number): Entry {
      const path = join(pathOf(parent), name);
      changed(() => {
        if ((mode & S_IFMT) === S_IFDIR) mkdirSync(path, mode & 0o7777);
        else writeFileSync(path, '', { mode: mode & 0o7777, flag: 'wx' });
      });
      return entry(parent, name, mode);
    },
    rename(node: Entry & { name: string }, parent: Entry, name: string) {
      changed(() => renameSync(pathOf(node), join(pathOf(parent), name)));
      node.name = name;
    },
    unlink: (parent: Entry, name: string) => changed(() => unlinkSync(join(pathOf(parent), name))),
    rmdir: (parent: Entry, name: string) => changed(() => rmdirSync(join(pathOf(parent), name))),
    readdir: (node: Entry) => ['.', '..', ...tried(() => readdirSync(pathOf(node)))],
    symlink: (parent: Entry, name: string, target: string) =>
      changed(() => symlinkSync(target, join(pathOf(parent), name))),
    readlink: (node: Entry) => tried(() => readlinkSync(pathOf(node))),
  };

  const ofOpen = {
    open(stream: Open) {
      if ((stream.node.mode & S_IFMT) === S_IFDIR) return;
      // A file that is to be made is made by mknod, and one to be emptied by setattr
      const isRead = (stream.flags & 3) === 0;
      const open = () => openSync(pathOf(stream.node), isRead ? 'r' : 'r+');
      stream.descriptor = isRead ? tried(open) : changed(open);
    },
    close(stream: Open) {
      if (stream.descriptor !== undefined) tried(() => closeSync(stream.descriptor!));
    },
    read: (stream: Open, into: Int8Array, offset: number, length: number, position: number) =>
      length === 0 ? 0 : tried(() => readSync(stream.descriptor!, into, offset, length, position)),
    write: (stream: Open, from: Int8Array, offset: number, length: number, position: number) =>
      changed(() => writeSync(stream.descriptor!, from, offset, length, position)),
    allocate: (stream: Open, offset: number, length: number) =>
      changed(() => ftruncateSync(stream.descriptor!, offset + length)),
    llseek(stream: Open, offset: number, whence: number): number {
      let position = offset;
      if (whence === 1) position += stream.position;
      if (whence === 2) position += tried(() => fstatSync(stream.descriptor!)).size;
      if (position < 0) throw new fs.ErrnoError(ERRORS.EINVAL);
      return position;
    },
  };

  return { mount: () => entry(null, '/', S_IFDIR | 0o777) };
}

/** The path here. */
function pathOf(node: Entry): string {
  const names: string[] = [];
  let at = node;
  for (; at.parent !== at; at = at.parent) names.push(at.name);
  return join(at.mount.opts.root!, ...names.reverse());
}

function attributes(stats: Stats): object {
  const { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks } = stats;
  const { atime, mtime, ctime } = stats;
  return { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks, atime, mtime, ctime };
}
