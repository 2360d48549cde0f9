import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';

/** A partner's own `sftp` of OpenSSH, with a key of its own, in a folder of its own. */
export class SftpClient {
  readonly folder = mkdtempSync(join(tmpdir(), 'bianzu-sftp-client-'));
  /** As in an `id_ed25519.pub`. */
  readonly publicKey: string;
  constructor(private readonly port: number) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    this.publicKey = pair.public.trim();
    writeFileSync(join(this.folder, 'key'), pair.private, { mode: 0o600 });
  }

  /** The server shows this key, as the partner was told. */
  trust(hostKey: Buffer): void {
    const parsed = ssh2.utils.parseKey(hostKey);
    if (parsed instanceof Error) throw parsed;
    const shown = [parsed].flat()[0]!.getPublicSSH().toString('base64');
    writeFileSync(join(this.folder, 'known_hosts'), `[127.0.0.1]:${this.port} ssh-ed25519 ${shown}\n`);
  }

  /** Runs the commands of a batch; it ends at the first that fails, with what sftp said. */
  async run(user: string, ...commands: string[]): Promise<{ code: number; output: string }> {
    writeFileSync(join(this.folder, 'batch'), `${commands.join('\n')}\n`);
    const options = [
      ...['-F', '/dev/null', '-b', 'batch', '-P', String(this.port), '-i', 'key', '-o', 'IdentitiesOnly=yes'],
      ...['-o', `UserKnownHostsFile=${join(this.folder, 'known_hosts')}`, '-o', 'StrictHostKeyChecking=yes'],
    ];
    const program = spawn('sftp', [...options, `${user}@127.0.0.1`], { cwd: this.folder });
    let output = '';
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (text: Buffer) => (output += text.toString()));
    const code = await new Promise<number>((resolve, reject) => {
      program.once('error', reject).once('close', (ended) => resolve(ended ?? -1));
    });
    return { code, output };
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}
