import { hash, verify } from '@node-rs/argon2';

/** Argon2id with 19 MiB and two passes, which OWASP gives as its least; some 100 ms, on a thread of its own. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** How many may be computed and wait: each takes memory, and strangers can ask for it. */
const mostAtOnce = 2;
const mostWaiting = 20;

export const shortestPassword = 12;
const longestPassword = 200;

/** Too many passwords are being examined; nothing was. */
export class PasswordsBusy extends Error {
  constructor() {
    super('too many passwords are being examined');
    this.name = 'PasswordsBusy';
  }
}

let running = 0;
const waiting: (() => void)[] = [];
let ofNobody: Promise<string> | undefined;

export function isUsablePassword(password: string): boolean {
  const length = lengthOf(password);
  return length >= shortestPassword && length <= longestPassword;
}

/** In characters, as the interface counts: not everyone's has two bytes. */
function lengthOf(password: string): number {
  return password.length > 2 * longestPassword ? password.length : [...password].length;
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), cost));
}

/** @param hashed undefined when there is no such person; that takes as long, and is never right */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  if (lengthOf(password) > longestPassword) return false;
  const against = hashed ?? (await (ofNobody ??= hash('nobody has this password', cost)));
  const isRight = await inTurn(() => verify(against, password.normalize('NFC')));
  return isRight && hashed !== undefined;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) throw new PasswordsBusy();
    await new Promise<void>((go) => waiting.push(go));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // the place goes from one to the other
    if (next === undefined) running--;
    else next();
  }
}
