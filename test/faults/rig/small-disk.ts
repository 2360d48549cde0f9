import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sizeMegabytes = 200;
const piece = Buffer.alloc(64 * 1024, 1);

/** A file system in memory that is soon full. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** @returns undefined where this machine lets us mount nothing */
  static mount(): SmallDisk | undefined {
    const path = mkdtempSync(join(tmpdir(), 'bianzu-disk-'));
    const { status } = spawnSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${sizeMegabytes}m,mode=1777`,
      'tmpfs',
      path,
    ]);
    if (status === 0) return new SmallDisk(path);
    rmdirSync(path);
    return undefined;
  }

  /** Leaves not a byte. */
  fill(): void {
    const file = openSync(join(this.path, 'ballast'), 'w');
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
    chmodSync(join(this.path, 'ballast'), 0o644);
  }

  free(): void {
    rmSync(join(this.path, 'ballast'), { force: true });
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.path]);
    rmdirSync(this.path);
  }
}
