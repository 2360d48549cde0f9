/**
 * Processes and folders that a script starts for itself, and the promise that none outlives it. Everything started is
 * entered here at once; `releaseAll` gives it back in the order in which it must go, and when the script dies by an
 * uncaught error the same is done without waiting. Plain Node, nothing from node_modules: it runs before `npm ci`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const groups = new Set();
const folders = new Set();

process.on('exit', () => {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** Starts a command as the leader of its own process group, so that a Ctrl-C at the terminal does not reach it. */
export function startGroup(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: true });
  if (child.pid !== undefined) groups.add(child.pid);
  return child;
}

/** Sends the signal to a whole group; false when no process of it is left. */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'EPERM') return true;
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Asks a group to go with the given signal and ends it by force after the grace period. Returns when it is gone. */
export async function stopGroup(pid, signal = 'SIGTERM', graceMs = 5_000) {
  signalGroup(pid, signal);
  const deadline = Date.now() + graceMs;
  while (signalGroup(pid, 0)) {
    if (Date.now() > deadline) signalGroup(pid, 'SIGKILL');
    await delay(20);
  }
  groups.delete(pid);
}

/** A new folder under the system's temporary folder or another, removed at the latest when this process ends. */
export function temporaryFolder(prefix, parent = tmpdir()) {
  const folder = mkdtempSync(join(parent, prefix));
  enterFolder(folder);
  return folder;
}

/** Enters a folder made elsewhere, so that it too is removed at the latest when this process ends. */
export function enterFolder(folder) {
  folders.add(folder);
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  folders.delete(folder);
}

/** Runs a command to its end; resolves with its exit code and what it printed (empty when it writes to our terminal). */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 1, signal, output: Buffer.concat(chunks).toString() }),
    );
  });
}

/**
 * A TCP port on 127.0.0.1 that was free a moment ago. Taken from below the range that systems hand out for outgoing
 * connections, so that none of those gets it before the server that it is meant for.
 */
export async function freePort() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    if (await canListen(port)) return port;
  }
  throw new Error('No free TCP port found on 127.0.0.1 between 15000 and 30000.');
}

function canListen(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Waits until the child has printed `text`; rejects when it ends before that or takes longer than `timeoutMs`.
 * The error carries the last lines that the child printed.
 */
export function printed(child, text, timeoutMs) {
  return new Promise((resolve, reject) => {
    let output = '';
    const finish = (settle, value) => {
      clearTimeout(timer);
      settle(value);
    };
    const fail = (why) =>
      finish(reject, new Error(`${why}\n${output.trim().split('\n').slice(-15).join('\n')}`));
    const timer = setTimeout(() => fail(`not ready after ${timeoutMs} ms`), timeoutMs);
    const read = (chunk) => {
      output = (output + chunk.toString()).slice(-20_000);
      if (output.includes(text)) finish(resolve);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(`ended with code ${code} before it was ready`));
  });
}
