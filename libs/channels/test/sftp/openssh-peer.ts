import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type AuthContext, type ServerChannel } from 'ssh2';
import { sftpServerProgram } from '../../../../scripts/setup/install-openssh.mjs';

/** A partner's SFTP server: OpenSSH's `sftp-server` on a folder of its own, behind a login by key or password. */
export interface OpenSshPeer {
  readonly port: number;
  readonly folder: string;
  readonly fingerprint: string;
  /** Who may come in; changed at any time. */
  allowed: { keys: readonly Buffer[]; passwords: readonly string[] };
  /** `nonsense`: not SSH; `silence`: takes connections and says nothing. */
  behaviour: 'accept' | 'nonsense' | 'silence';
  /** Files whose names do not begin with a dot, by name. */
  files(folder?: string): Promise<{ name: string; bytes: Buffer }[]>;
  close(): Promise<void>;
}

export async function startOpenSshPeer(): Promise<OpenSshPeer> {
  const folder = await mkdtemp(join(tmpdir(), 'bianzu-sftp-'));
  await chmod(folder, 0o700);
  const hostKey = ssh2.utils.generateKeyPairSync('ed25519');
  const open = new Set<Socket>();
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) =>
      mayEnter(context, peer.allowed) ? context.accept() : context.reject(['publickey', 'password']),
    );
    client.on('session', (accept) =>
      accept().on('subsystem', (open, reject, { name }) =>
        name === 'sftp' ? serve(open(), folder) : reject(),
      ),
    );
  });
  const peer: OpenSshPeer = {
    port: 0,
    folder,
    fingerprint: '',
    allowed: { keys: [], passwords: [] },
    behaviour: 'accept',
    files: async (inside = '.') => {
      const entries = await readdir(join(folder, inside), { withFileTypes: true });
      const names = entries
        .filter((one) => one.isFile() && !one.name.startsWith('.'))
        .map(({ name }) => name);
      return Promise.all(
        names.sort().map(async (name) => ({ name, bytes: await readFile(join(folder, inside, name)) })),
      );
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
  // ssh2 has no way to say nothing at all; the socket server underneath has
  const sockets = (server as unknown as { _srv: Server })._srv;
  const [speakSsh] = sockets.listeners('connection') as ((socket: Socket) => void)[];
  sockets.removeAllListeners('connection').on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    if (peer.behaviour === 'accept') speakSsh!.call(sockets, socket);
    else if (peer.behaviour === 'nonsense') socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const parsed = ssh2.utils.parseKey(hostKey.public);
  if (parsed instanceof Error || Array.isArray(parsed)) throw new Error('the host key cannot be read');
  const hash = createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '');
  return Object.assign(peer, { port: (server.address() as AddressInfo).port, fingerprint: `SHA256:${hash}` });
}

function mayEnter(context: AuthContext, { keys, passwords }: OpenSshPeer['allowed']): boolean {
  if (context.method === 'password') return passwords.includes(context.password);
  if (context.method !== 'publickey') return false;
  const known = keys.find((key) => key.equals(context.key.data));
  if (known === undefined) return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  const key = ssh2.utils.parseKey(`${context.key.algo} ${known.toString('base64')}`);
  return (
    !(key instanceof Error) &&
    !Array.isArray(key) &&
    key.verify(context.blob, context.signature, context.hashAlgo) === true
  );
}

function serve(channel: ServerChannel, folder: string): void {
  const program = spawn(sftpServerProgram()!, ['-d', folder], { stdio: ['pipe', 'pipe', 'ignore'] });
  channel.pipe(program.stdin);
  program.stdout.pipe(channel);
  program.stdin.on('error', () => undefined);
  program.on('close', () => channel.close());
  channel.on('close', () => program.kill());
}
