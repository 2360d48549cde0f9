/** Where OpenSSH's `sftp-server` is on this machine. */
export function sftpServerProgram(): string | undefined;

/** Installs Debian's packages when OpenSSH's programs for SFTP are missing. @throws Error with what to do by hand */
export function ensureOpenSsh(): Promise<void>;
