import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Channel, ChannelContext, OutboundMessage, SendOutcome } from '../channel.js';
import { sftpSettingsSchema, type SftpSettings } from './settings.schema.js';
import { SftpSession } from './sftp-session.js';

/** Beyond this a file of the same name and size is not read back: the message goes under another name instead. */
const mostBytesReadBack = 64 * 1024 * 1024;

/**
 * Puts each message as a file on the partner's SFTP server. It is written under a name that begins with a dot and gets its real
 * name in one step, so that whoever looks sees whole files only.
 */
export const sftpChannel: Channel<SftpSettings> = {
  name: 'sftp',
  summary: { zh: '经 SFTP 放入对方服务器', en: "put on the partner's SFTP server" },
  settingsSchema: sftpSettingsSchema,
  examples: [
    {
      host: 'sftp.partner.example',
      user: 'bianzu',
      hostKeys: ['SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s'],
      privateKey: 'sftp-key',
      folder: 'in',
      pickup: { folder: 'out', pattern: '*.edi', then: { moveTo: 'out/taken' } },
    },
  ],
  send,
};

async function send(
  message: OutboundMessage,
  settings: SftpSettings,
  context: ChannelContext,
): Promise<SendOutcome> {
  const { host, port = 22, user, folder = '.' } = settings;
  const name = posix.basename(message.fileName);
  const request = `put ${name} sftp://${user}@${host}:${port}/${folder}`;
  let session: SftpSession | undefined;
  try {
    session = await SftpSession.open(settings, context);
    const answer = await put(session, folder, name, message);
    return { kind: 'accepted', request, answer };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: context.signal.aborted ? 'timeout' : 'unreachable', request, detail };
  } finally {
    session?.close();
  }
}

async function put(
  session: SftpSession,
  folder: string,
  name: string,
  message: OutboundMessage,
): Promise<string> {
  const [hidden, target] = [posix.join(folder, `.${message.deliveryId}.part`), posix.join(folder, name)];
  const there = await session.find(target);
  if (there?.size === message.bytes.byteLength && (await isSame(session, target, message.bytes)))
    return `${name} was there already`;
  await session.write(hidden, message.bytes);
  const written = await session.find(hidden);
  if (written?.size !== message.bytes.byteLength)
    throw new Error(`the server has ${written?.size ?? 'no'} bytes of ${message.bytes.byteLength}`);
  const given = there === undefined ? name : `${message.deliveryId}-${name}`;
  await giveName(session, hidden, posix.join(folder, given), message.bytes);
  return given;
}

/** The same bytes under that name are our own, of an attempt whose end was lost. */
async function giveName(
  session: SftpSession,
  hidden: string,
  target: string,
  bytes: Uint8Array,
): Promise<void> {
  try {
    await session.rename(hidden, target);
  } catch (error) {
    if ((await session.find(target)) === undefined || !(await isSame(session, target, bytes))) throw error;
    await session.remove(hidden);
  }
}

/** A folder may be one that we can only write to: then nothing is known, and it is not the same. */
async function isSame(session: SftpSession, path: string, bytes: Uint8Array): Promise<boolean> {
  if (bytes.byteLength > mostBytesReadBack) return false;
  const hash = createHash('sha256');
  try {
    for await (const piece of session.read(path)) hash.update(piece as Buffer);
  } catch {
    return false;
  }
  return hash.digest().equals(createHash('sha256').update(bytes).digest());
}
