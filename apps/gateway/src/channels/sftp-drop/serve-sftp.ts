import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2';
import type { DropEntry } from './drop-folder.js';
import { DropTree, type Listed } from './drop-tree.js';
import { DropRefusal, failed, unsupported } from './refusal.js';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const mostBytesRead = 256 * 1_024;

type Answer = (id: number, ...given: never[]) => Promise<void>;

/**
 * Answers the requests of one SFTP session (version 3, draft-ietf-secsh-filexfer-02). What is not said here is not supported.
 * @param report is told of what went wrong with us; the partner hears only that it should come again
 */
export function serveSftp(sftp: SFTPWrapper, tree: DropTree, report: (error: unknown) => void): void {
  const ok = (id: number): void => sftp.status(id, STATUS_CODE.OK);
  const handleOf = (bytes: Buffer): number => (bytes.byteLength === 4 ? bytes.readUInt32BE() : 0);
  const giveHandle = (id: number, handle: number): void => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(handle);
    sftp.handle(id, bytes);
  };
  const attributesOf = async (id: number, path: string): Promise<void> => {
    const found = await tree.find(path);
    sftp.attrs(id, found.kind === 'folder' ? folderAttributes() : fileAttributes(found.entry));
  };
  const answers: Readonly<Record<string, Answer>> = {
    REALPATH: async (id, path: string) => sftp.name(id, [named(DropTree.absolute(path), folderAttributes())]),
    STAT: attributesOf,
    LSTAT: attributesOf,
    OPEN: async (id, path: string, flags: number) =>
      giveHandle(id, await tree.openFile(path, wantsToWrite(flags))),
    FSTAT: async (id, handle: Buffer) => sftp.attrs(id, fileAttributes(tree.file(handleOf(handle)).entry())),
    READ: async (id, handle: Buffer, offset: number, length: number) => {
      const bytes = await tree.file(handleOf(handle)).read(offset, Math.min(length, mostBytesRead));
      if (bytes === undefined) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, bytes);
    },
    WRITE: async (id, handle: Buffer, offset: number, bytes: Buffer) => {
      await tree.file(handleOf(handle)).write(offset, bytes);
      ok(id);
    },
    CLOSE: async (id, handle: Buffer) => {
      await tree.close(handleOf(handle));
      ok(id);
    },
    OPENDIR: async (id, path: string) => giveHandle(id, await tree.openFolder(path)),
    READDIR: async (id, handle: Buffer) => {
      const listed = tree.listed(handleOf(handle));
      if (listed.length === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.name(id, listed.map(lineOf));
    },
    REMOVE: async (id, path: string) => {
      await tree.remove(path);
      ok(id);
    },
    RENAME: async (id, from: string, to: string) => {
      await tree.rename(from, to);
      ok(id);
    },
    // times and permissions of files here mean nothing, and clients set them without being asked
    SETSTAT: async (id) => ok(id),
    FSETSTAT: async (id) => ok(id),
  };
  for (const name of ['RMDIR', 'READLINK', 'MKDIR', 'SYMLINK', 'EXTENDED'])
    sftp.on(name, (id: number) => refuse(sftp, id, unsupported()));
  for (const [name, answer] of Object.entries(answers))
    sftp.on(name, (id: number, ...given: never[]) => {
      answer(id, ...given).catch((error: unknown) => {
        if (!(error instanceof DropRefusal)) report(error);
        refuse(
          sftp,
          id,
          error instanceof DropRefusal ? error : failed('not now; please send it again later'),
        );
      });
    });
}

function refuse(sftp: SFTPWrapper, id: number, { status, message }: DropRefusal): void {
  sftp.status(id, status, message);
}

/** What is appended to or changed in place was never ours: only whole files are written. */
function wantsToWrite(flags: number): boolean {
  if ((flags & OPEN_MODE.APPEND) !== 0) throw unsupported();
  return (flags & OPEN_MODE.WRITE) !== 0;
}

function lineOf({ name, entry }: Listed): FileEntry {
  return named(name, entry === undefined ? folderAttributes() : fileAttributes(entry));
}

function named(filename: string, attrs: Attributes): FileEntry {
  const day = new Date(attrs.mtime * 1_000).toISOString().slice(0, 10);
  const kind = (attrs.mode & 0o040000) === 0 ? '-rw-------' : 'drwx------';
  return { filename, longname: `${kind} 1 partner partner ${attrs.size} ${day} ${filename}`, attrs };
}

function fileAttributes({ sizeBytes, modifiedMs }: DropEntry): Attributes {
  const seconds = Math.floor(modifiedMs / 1_000);
  return { mode: 0o100600, uid: 0, gid: 0, size: sizeBytes, atime: seconds, mtime: seconds };
}

function folderAttributes(): Attributes {
  const seconds = Math.floor(Date.now() / 1_000);
  return { mode: 0o040700, uid: 0, gid: 0, size: 0, atime: seconds, mtime: seconds };
}
