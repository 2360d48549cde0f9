/**
 * Sees to it that this machine has OpenSSH's programs for SFTP, as partners use them: `sftp` and `sftp-server`. Neither is a
 * service; as root on Debian their packages are installed, anywhere else a person is told in two languages what to do.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages } from './apt.mjs';

const whatToDo = [
  '没有找到 OpenSSH 的 sftp 与 sftp-server。请安装 openssh-client 与 openssh-sftp-server。',
  "OpenSSH's sftp and sftp-server were not found. Install openssh-client and openssh-sftp-server.",
].join('\n');

/** Distributions put it into different folders, none of which is searched. */
export function sftpServerProgram() {
  return [
    '/usr/lib/openssh/sftp-server',
    '/usr/lib/ssh/sftp-server',
    '/usr/libexec/openssh/sftp-server',
    '/usr/libexec/sftp-server',
  ].find((path) => existsSync(path));
}

/** Throws an Error whose message is meant for people when they are not there and cannot be installed. */
export async function ensureOpenSsh() {
  if (isThere()) return;
  await installPackages(['openssh-client', 'openssh-sftp-server'], whatToDo);
  if (!isThere()) throw new Error(whatToDo);
}

function isThere() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return sftpServerProgram() !== undefined && folders.some((folder) => existsSync(join(folder, 'sftp')));
}
