import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Client, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import type { ChannelContext } from '../channel.js';
import { addressesOf, forbiddenWords } from '../http/checked-target.js';
import { strictOutboundPolicy } from '../http/outbound-policy.js';
import { fingerprintOf, isTrusted } from './host-key.js';
import { oneAfterTheOther, waysToLogIn } from './log-in.js';
import type { SftpSettings } from './settings.schema.js';

/** SSH and TCP together. */
const connectWithinMs = 20_000;
const usualPort = 22;

/** Bytes of one request, and requests on their way at a time; what every server takes. */
const pieceBytes = 32 * 1024;
const piecesAtOnce = 16;

/** The server may not be trusted or does not let us in: nothing was sent. */
export class SftpNotOpen extends Error {}

/** A logged-in session. Every method throws what the server or the network said. */
export class SftpSession {
  private constructor(
    private readonly client: Client,
    private readonly sftp: SFTPWrapper,
  ) {}

  /** @throws SftpNotOpen, SecretMissing, or what the network said; also when `context.signal` is aborted */
  static async open(settings: SftpSettings, context: ChannelContext): Promise<SftpSession> {
    context.signal.throwIfAborted();
    const ways = await waysToLogIn(settings, context);
    const socket = await connectedSocket(settings, context);
    const { Client: SshClient } = (await import('ssh2')).default;
    const client = new SshClient();
    const stop = (): void => void client.destroy();
    context.signal.addEventListener('abort', stop, { once: true });
    client.once('close', () => context.signal.removeEventListener('abort', stop));
    try {
      await logIn(client, socket, settings, ways);
      return new SftpSession(client, await promisify(client.sftp.bind(client))());
    } catch (error) {
      client.destroy();
      socket.destroy();
      context.signal.throwIfAborted();
      throw error;
    }
  }

  /** Writes a whole file; when the server can, it is on its disk before this resolves. */
  async write(path: string, bytes: Uint8Array): Promise<void> {
    const { sftp } = this;
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const handle = await this.call<Buffer>((done) => sftp.open(path, 'w', { mode: 0o640 }, done));
    const offsets = Array.from(
      { length: Math.ceil(whole.byteLength / pieceBytes) },
      (_, at) => at * pieceBytes,
    );
    const writeOn = async (): Promise<void> => {
      for (let at = offsets.shift(); at !== undefined; at = offsets.shift()) {
        const [offset, length] = [at, Math.min(pieceBytes, whole.byteLength - at)];
        await this.call<void>((done) =>
          sftp.write(handle, whole, offset, length, offset, (error) => done(error ?? undefined)),
        );
      }
    };
    await Promise.all(Array.from({ length: piecesAtOnce }, writeOn));
    await this.sync(handle);
    await this.call<void>((done) => sftp.close(handle, (error) => done(error ?? undefined)));
  }

  /** `fsync@openssh.com`, where the server has it. */
  private async sync(handle: Buffer): Promise<void> {
    try {
      await this.call<void>((done) =>
        this.sftp.ext_openssh_fsync(handle, (error) => done(error ?? undefined)),
      );
    } catch (error) {
      if (!isNotSupported(error)) throw error;
    }
  }

  /** Fails when there is a file of the new name: version 3 of the protocol never replaces one (section 6.5). */
  rename(from: string, to: string): Promise<void> {
    return this.call<void>((done) => this.sftp.rename(from, to, (error) => done(error ?? undefined)));
  }

  remove(path: string): Promise<void> {
    return this.call<void>((done) => this.sftp.unlink(path, (error) => done(error ?? undefined)));
  }

  list(folder: string): Promise<FileEntryWithStats[]> {
    return this.call((done) => this.sftp.readdir(folder, done));
  }

  /** Undefined when there is nothing of this name. */
  async find(path: string): Promise<Stats | undefined> {
    try {
      return await this.call<Stats>((done) => this.sftp.stat(path, done));
    } catch (error) {
      if (isNoSuchFile(error)) return undefined;
      throw error;
    }
  }

  /** The absolute name of a folder, links followed; of one that is not there as far as the server knows it. */
  async absolute(folder: string): Promise<string> {
    try {
      return await this.call<string>((done) => this.sftp.realpath(folder, done));
    } catch (error) {
      if (isNoSuchFile(error)) return folder;
      throw error;
    }
  }

  read(path: string): Readable {
    const stream = this.sftp.createReadStream(path, { highWaterMark: pieceBytes * piecesAtOnce });
    // whoever reads hears of errors; what comes after the last byte, when the session closes, concerns nobody
    return stream.on('error', () => undefined);
  }

  close(): void {
    this.client.end();
  }

  /** One request; it also ends when the connection does, of which its callback would never hear. */
  private call<T>(request: (done: (error?: Error, value?: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the connection was lost'));
      this.client.once('close', gone);
      request((error, value) => {
        this.client.off('close', gone);
        if (error === undefined || error === null) resolve(value as T);
        else reject(error);
      });
    });
  }
}

/** SSH_FX_NO_SUCH_FILE */
function isNoSuchFile(error: unknown): boolean {
  return (error as { code?: unknown }).code === 2;
}

/** SSH_FX_OP_UNSUPPORTED, or a server that never offered it. */
function isNotSupported(error: unknown): boolean {
  return (error as { code?: unknown }).code === 8 || /does not support/i.test((error as Error).message);
}

/** To an address that the installation allows, and to no other that the name may stand for later. */
async function connectedSocket(settings: SftpSettings, context: ChannelContext): Promise<Socket> {
  const { host, port = usualPort } = settings;
  const allowed = await addressesOf(host, context.outbound ?? strictOutboundPolicy);
  if (typeof allowed === 'string') throw new SftpNotOpen(`not connected: ${forbiddenWords[allowed].en}`);
  const address = allowed[0]!;
  const socket = connectTcp({ host: address, port, family: isIP(address), signal: context.signal });
  const late = setTimeout(() => socket.destroy(new Error('no connection in time')), connectWithinMs);
  try {
    await once(socket, 'connect', { signal: context.signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

async function logIn(
  client: Client,
  sock: Socket,
  { user, hostKeys }: SftpSettings,
  ways: Parameters<typeof oneAfterTheOther>[0],
): Promise<void> {
  let untrusted: string | undefined;
  const next = oneAfterTheOther(ways);
  client.connect({
    sock,
    username: user,
    readyTimeout: connectWithinMs,
    keepaliveInterval: 10_000,
    hostVerifier: (key: Buffer) => {
      if (isTrusted(key, hostKeys)) return true;
      untrusted = fingerprintOf(key);
      return false;
    },
    // ssh2 takes false for "nothing is left", which its types do not say
    authHandler: (left, _, callback) => callback(next(left) as never),
  });
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(
        untrusted === undefined
          ? error
          : new SftpNotOpen(`the host key ${untrusted} is not one of those agreed on`),
      );
    client.once('ready', resolve).on('error', fail);
    client.once('close', () => fail(new Error('the connection was closed before the login')));
  });
}
