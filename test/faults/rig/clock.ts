import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file that says by how much the clock of a process is wrong; `preload/clock.mjs` reads it. */
export interface WrongClock {
  readonly file: string;
  set(offsetMs: number): void;
}

export function clockOf(folder: string, name: string): WrongClock {
  const file = join(folder, `${name}.clock`);
  const set = (offsetMs: number): void => writeFileSync(file, String(offsetMs));
  set(0);
  return { file, set };
}
