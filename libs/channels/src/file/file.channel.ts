import { createHash } from 'node:crypto';
import { access, link, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Channel, ChannelContext, OutboundMessage, SendOutcome } from '../channel.js';
import { fileSettingsSchema, type FileSettings } from './settings.schema.js';

/**
 * Puts each message as a file into a folder. It is written under a name that begins with a dot, made durable, and then given
 * its real name in one step: whoever reads the folder sees whole files only.
 */
export const fileChannel: Channel<FileSettings> = {
  name: 'file',
  summary: { zh: '以文件放入目录', en: 'put into a folder as a file' },
  settingsSchema: fileSettingsSchema,
  examples: [
    { folder: '/var/spool/partner/in' },
    {
      folder: '/var/spool/partner/in',
      pickup: {
        folder: '/var/spool/partner/out',
        pattern: '*.edi',
        then: { moveTo: '/var/spool/partner/taken' },
      },
    },
  ],
  send,
};

async function send(
  message: OutboundMessage,
  { folder }: FileSettings,
  { signal }: ChannelContext,
): Promise<SendOutcome> {
  if (folder === undefined)
    return {
      kind: 'unreachable',
      request: '',
      detail: 'the connection names no folder to put messages into',
    };
  const name = basename(message.fileName);
  const request = `put ${join(folder, name)}`;
  const hidden = join(folder, `.${message.deliveryId}.part`);
  try {
    signal.throwIfAborted();
    await writeDurably(hidden, message.bytes, signal);
    const answer = await giveName(hidden, folder, name, message);
    return { kind: 'accepted', request, answer };
  } catch (error) {
    await rm(hidden, { force: true }).catch(() => undefined);
    return { request, ...failureOf(error as NodeJS.ErrnoException) };
  }
}

async function writeDurably(path: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  const file = await open(path, 'w', 0o640);
  try {
    await file.writeFile(bytes, { signal });
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Never over another file: one of the same bytes is our own of an attempt whose end was lost, for any other the delivery's id is added. */
async function giveName(
  hidden: string,
  folder: string,
  name: string,
  message: OutboundMessage,
): Promise<string> {
  try {
    await link(hidden, join(folder, name));
    await rm(hidden);
    return name;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EEXIST', 'EPERM', 'ENOTSUP', 'ENOSYS'].includes(code)) throw error;
    // a file system without links; then the check for a file of that name comes first
    if (code !== 'EEXIST' && !(await exists(join(folder, name)))) {
      await rename(hidden, join(folder, name));
      return name;
    }
  }
  if (hashOf(await readFile(join(folder, name))) === hashOf(message.bytes)) {
    await rm(hidden);
    return `${name} was there already`;
  }
  const other = `${message.deliveryId}-${name}`;
  await rename(hidden, join(folder, other));
  return other;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function failureOf({ code, name, message }: NodeJS.ErrnoException): {
  kind: 'timeout' | 'unreachable';
  detail: string;
} {
  if (name === 'AbortError' || code === 'ABORT_ERR')
    return { kind: 'timeout', detail: 'stopped before it was written' };
  return { kind: 'unreachable', detail: code ?? message };
}
