import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { DataSource } from 'typeorm';
import { Inbox } from '#libs/deliveries';
import type { Settings } from '#libs/runtime';
import { IntakeService } from '../../intake/intake.service.js';
import { problem } from '../../problem.js';
import { SETTINGS } from '../../tokens.js';
import { Accounts, type Account } from './accounts.js';
import { serveConnection } from './drop-connection.js';
import { DropTree } from './drop-tree.js';
import { HostKey } from './host-key.js';
import { IncomingFolder } from './incoming-folder.js';
import { OutgoingFolder } from './outgoing-folder.js';

const mostConnections = 200;

/** The SFTP server that partners log in to. Without `BIANZU_SFTP_PORT` there is none. */
@Injectable()
export class SftpDropService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SftpDropService.name);
  private readonly inbox: Inbox;
  private server: TcpServer | undefined;
  private stagingFolder = '';
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly intake: IntakeService,
    private readonly accounts: Accounts,
    private readonly hostKey: HostKey,
    dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.inbox = new Inbox(dataSource);
  }

  /** Undefined when there is no server. */
  get port(): number | undefined {
    return (this.server?.address() as AddressInfo | null | undefined)?.port;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { sftpPort, host } = this.settings;
    if (sftpPort === undefined) return;
    const { key, fingerprint } = await this.hostKey.shown();
    this.stagingFolder = await mkdtemp(join(tmpdir(), 'bianzu-sftp-drop-'));
    this.server = createServer((socket) => this.meet(socket, key));
    this.server.maxConnections = mostConnections;
    await new Promise<void>((resolve, reject) => {
      this.server!.once('error', reject).listen(sftpPort, host, resolve);
    });
    this.hostKey.announce(`${host}:${this.port}`, fingerprint);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.server === undefined) return;
    const closed = new Promise<void>((resolve) => this.server!.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
    await rm(this.stagingFolder, { recursive: true, force: true });
  }

  /** A server for each connection: so its socket is known, and can be timed. */
  private meet(socket: Socket, key: Buffer): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    const settings = { hostKeys: [key], ident: 'bianzu', keepaliveInterval: 30_000 };
    const ssh = new ssh2.Server(settings, (client) =>
      serveConnection(client, socket, {
        accounts: this.accounts,
        treeOf: (account) => this.treeOf(account),
        report: (error) => this.logger.warn(error instanceof Error ? error.message : String(error)),
      }),
    );
    ssh.injectSocket(socket);
  }

  private treeOf(account: Account): DropTree {
    const { partner } = account;
    const { stagingFolder } = this;
    const { maxBodyBytes: maxBytes } = this.settings;
    return new DropTree({
      in: new IncomingFolder({
        stagingFolder,
        maxBytes,
        take: async (content, fileName) => {
          const arrival = { sender: partner, channel: 'sftp' as const, fileName };
          const answer = await this.intake.take({ ...content, arrival });
          if (answer.kind === 'conflict') throw problem('idempotency-conflict', { messageId: answer.id });
        },
      }),
      out: new OutgoingFolder(this.inbox, partner, () => this.accounts.destinationsOf(account)),
    });
  }
}
