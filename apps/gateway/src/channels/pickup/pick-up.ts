import { HttpException } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { IntakeAnswer } from '#libs/journal';
import type { Incoming } from '../../intake/intake.service.js';
import { readBody } from '../../intake/read-body.js';

/** A file that somebody has laid down for us. */
export interface LaidDown {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modified: number;
}

/** The place where files are laid down, for the time of one look. */
export interface PickupFolder {
  list(): Promise<readonly LaidDown[]>;
  read(file: LaidDown): Readable;
  /** The file is durably ours. */
  finish(file: LaidDown): Promise<void>;
  close(): void;
}

/** Whose folder it is, and what is done with its files. */
export interface PickupTerms {
  readonly partner: string;
  readonly connection: string;
  readonly channel: Incoming['arrival']['channel'];
  readonly settledSeconds: number;
  readonly maxBytes: number;
  take(incoming: Incoming): Promise<IntakeAnswer>;
  /** This file cannot be taken as it is, and stays where it lies. */
  refused(file: LaidDown, error: HttpException): void;
}

/** Since when files have been as they are, by name. */
export type Sightings = Map<string, { readonly as: string; readonly sinceMs: number }>;

/**
 * One look at a folder: takes the files that have settled, in the order of the list, and finishes each when it is durably ours.
 * A file that could not be finished is known again by its name, time and size the next time, and taken for the same.
 * A file that is too large, cannot be read, or cannot be removed stays, and the others go on.
 * @returns how many files were taken; throws what the folder or the intake threw, in which case the files behind it stay, and what
 * the first file threw that could not be finished, when all are done
 */
export async function pickUp(folder: PickupFolder, terms: PickupTerms, seen: Sightings): Promise<number> {
  const files = await folder.list();
  const names = new Set(files.map(({ name }) => name));
  for (const name of seen.keys()) if (!names.has(name)) seen.delete(name);
  const unfinished: unknown[] = [];
  let taken = 0;
  for (const file of files.filter((one) => hasSettled(one, terms.settledSeconds, seen))) {
    if (file.sizeBytes > 0 && !(await isTaken(folder, file, terms))) continue;
    taken += 1;
    try {
      await folder.finish(file);
      seen.delete(file.name);
    } catch (error) {
      // it is ours all the same, and may not keep back those behind it
      unfinished.push(error);
    }
  }
  if (unfinished.length > 0) throw unfinished[0];
  return taken;
}

function hasSettled(file: LaidDown, settledSeconds: number, seen: Sightings): boolean {
  const as = `${file.sizeBytes}/${file.modified}`;
  const before = seen.get(file.name);
  const sinceMs = before?.as === as ? before.sinceMs : performance.now();
  seen.set(file.name, { as, sinceMs });
  return performance.now() - sinceMs >= settledSeconds * 1_000;
}

async function isTaken(folder: PickupFolder, file: LaidDown, terms: PickupTerms): Promise<boolean> {
  try {
    await takeFile(folder, file, terms);
    return true;
  } catch (error) {
    if (!(error instanceof HttpException) || error.getStatus() >= 500) throw error;
    terms.refused(file, error);
    return false;
  }
}

/** A file that was replaced by another of the same size in the same second is a conflict first, and then a message of its own. */
async function takeFile(folder: PickupFolder, file: LaidDown, terms: PickupTerms): Promise<void> {
  const key = [terms.connection, file.name, file.modified, file.sizeBytes];
  for (let again = 0; ; again += 1) {
    const body = await readBody(folder.read(file), terms.maxBytes);
    const idempotencyKey = `${terms.channel}/${hashOf([...key, again])}`;
    const { partner: sender, channel } = terms;
    const answer = await terms.take({
      ...body,
      arrival: { sender, channel, fileName: plainName(file.name), idempotencyKey },
    });
    if (answer.kind !== 'conflict') return;
  }
}

/** For people and patterns: without what would end a line or play with a terminal. */
function plainName(name: string): string {
  return name.replaceAll(/[\x00-\x1f\x7f]/g, '_').slice(0, 200);
}

function hashOf(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
