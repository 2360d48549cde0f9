import { WrongSetting } from '#libs/message';
import { WrongConfiguration } from './configuration/open-configuration.js';

/** What the operating system refuses, and what the person who starts the program has to know about it. */
const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: '地址已被占用，可能已有一个实例在运行 the address is taken; perhaps one is running already',
  EADDRNOTAVAIL: '本机没有此地址 this machine has no such address',
  EACCES: '没有权限 not permitted',
  EPERM: '没有权限 not permitted',
  EROFS: '只读文件系统 the file system is read-only',
  ENOENT: '不存在 there is no such file or folder',
  ENOTDIR: '路径中有一部分不是目录 a part of the path is no folder',
  ENOSPC: '磁盘已满 the disk is full',
  ENOTFOUND: '找不到主机 the host is not known',
};

/** Runs a program to its end and ends the process; when it cannot start, or fails, the terminal says why. */
export async function runToTheEnd(program: () => Promise<void>): Promise<never> {
  try {
    await program();
    process.exit(0);
  } catch (error) {
    console.error(startFailure(error));
    process.exit(1);
  }
}

/**
 * Why a process has not started, in Chinese and English, for the person at the terminal: a wrong setting, a wrong configuration,
 * or what the operating system refused. What nobody has foreseen keeps its stack.
 */
export function startFailure(error: unknown): string {
  if (error instanceof WrongSetting)
    return `设置有误，未启动 a setting is wrong, not started\n${error.setting}: ${error.text.zh}\n${error.setting}: ${error.text.en}`;
  if (error instanceof WrongConfiguration)
    return `配置有误，未启动 the configuration is wrong, not started\n${error.message}`;
  if (!(error instanceof Error)) return String(error);
  const {
    code = '',
    path,
    address,
    port,
  } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  const refusal = refusals[code];
  if (refusal === undefined) return error.stack ?? error.message;
  const place = path ?? [address, port].filter((part) => part !== undefined).join(':');
  return `未启动 not started\n${place === '' ? error.message : place}: ${refusal} (${code})`;
}
