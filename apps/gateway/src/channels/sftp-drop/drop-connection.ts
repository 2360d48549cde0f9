import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthContext, Connection } from 'ssh2';
import type { Account, Accounts } from './accounts.js';
import type { DropTree } from './drop-tree.js';
import { serveSftp } from './serve-sftp.js';

/** What a connection may do before it is cut off. */
export const dropLimits = {
  loginMs: 30_000,
  /** Attempts to log in. */
  attempts: 6,
  /** How long a wrong attempt waits for its answer, so that guessing is slow. */
  wrongMs: 500,
  idleMs: 10 * 60_000,
  sessions: 4,
};

export interface DropHouse {
  readonly accounts: Accounts;
  treeOf(account: Account): DropTree;
  readonly report: (error: unknown) => void;
}

/** Follows one SSH connection from the login to its end. Only sessions of SFTP are opened: no shell, no command, no forwarding. */
export function serveConnection(client: Connection, socket: Socket, house: DropHouse): void {
  const trees = new Set<DropTree>();
  let account: Account | undefined;
  let attempts = 0;
  const late = setTimeout(() => client.end(), dropLimits.loginMs);
  socket.setTimeout(dropLimits.idleMs, () => socket.destroy());
  client.on('error', () => undefined);
  client.on('close', () => {
    clearTimeout(late);
    for (const tree of trees) tree.end().catch(house.report);
  });
  client.on('authentication', (attempt) => {
    attempts += 1;
    if (attempts > dropLimits.attempts) return void client.end();
    logIn(attempt, house.accounts).then((proven) => (account = proven), house.report);
  });
  client.on('ready', () => clearTimeout(late));
  client.on('session', (accept, reject) => {
    if (account === undefined || trees.size >= dropLimits.sessions) return reject();
    const { partner, settings } = account;
    const session = accept();
    session.on('sftp', (open) => {
      const tree = house.treeOf({ partner, settings });
      trees.add(tree);
      const sftp = open();
      serveSftp(sftp, tree, house.report);
      // the client has nothing more to ask, and waits for us to close
      sftp.on('end', () => sftp.end());
      sftp.on('close', () => {
        trees.delete(tree);
        tree.end().catch(house.report);
      });
    });
  });
}

/** Answers the attempt. @returns the account that is in now */
async function logIn(attempt: AuthContext, accounts: Accounts): Promise<Account | undefined> {
  try {
    const account = await accounts.proven(attempt);
    if (account !== undefined) {
      attempt.accept();
      return account;
    }
  } catch (error) {
    attempt.reject();
    throw error;
  }
  // how a client first asks for the ways to log in
  if (attempt.method !== 'none') await delay(dropLimits.wrongMs);
  attempt.reject(['publickey', 'password']);
  return undefined;
}
