import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataSource } from 'typeorm';

const tagBytes = 16;
const longestCursor = 2_000;

/** The caller's mistake: this cursor is not one of ours, or was given to somebody else. */
export class WrongCursor extends Error {
  constructor() {
    super('this cursor was not given to this caller');
    this.name = 'WrongCursor';
  }
}

/**
 * Cursors as callers see them: what a list needs in order to go on, with a tag (HMAC-SHA256) over it and the caller's name.
 * A caller can neither make one nor change one, nor use that of another. The key is made once per installation and shared
 * by all its gateways.
 */
export class SignedCursors {
  private key: Promise<Buffer> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async sign(inner: string, holder: string): Promise<string> {
    const text = Buffer.from(inner, 'utf8');
    const tag = tagOf(await this.installationKey(), holder, text);
    return Buffer.concat([tag, text]).toString('base64url');
  }

  /** @throws WrongCursor */
  async read(cursor: string, holder: string): Promise<string> {
    if (cursor.length > longestCursor || !/^[\w-]+$/.test(cursor)) throw new WrongCursor();
    const bytes = Buffer.from(cursor, 'base64url');
    // other texts that are decoded to the same bytes are no cursors of ours
    if (bytes.byteLength <= tagBytes || bytes.toString('base64url') !== cursor) throw new WrongCursor();
    const text = bytes.subarray(tagBytes);
    const expected = tagOf(await this.installationKey(), holder, text);
    if (!timingSafeEqual(bytes.subarray(0, tagBytes), expected)) throw new WrongCursor();
    return text.toString('utf8');
  }

  private installationKey(): Promise<Buffer> {
    this.key ??= this.loadKey().catch((error: unknown) => {
      this.key = undefined;
      throw error;
    });
    return this.key;
  }

  private async loadKey(): Promise<Buffer> {
    await this.dataSource.query(
      `INSERT INTO interface_key (purpose, key) VALUES ('cursors', $1) ON CONFLICT DO NOTHING`,
      [randomBytes(32)],
    );
    const [row] = await this.dataSource.query<{ key: Buffer }[]>(
      `SELECT key FROM interface_key WHERE purpose = 'cursors'`,
    );
    return row!.key;
  }
}

function tagOf(key: Buffer, holder: string, text: Buffer): Buffer {
  return createHmac('sha256', key).update(`${holder}\0`).update(text).digest().subarray(0, tagBytes);
}
