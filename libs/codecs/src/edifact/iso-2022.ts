import iconv from 'iconv-lite';

/** Sets of 94 x 94 characters by the escape sequence that puts them in G0, with the EUC charset that has them above 7F. */
const sets: Readonly<Record<string, string>> = {
  '\x1b$@': 'euc-jp',
  '\x1b$B': 'euc-jp',
  '\x1b$(B': 'euc-jp',
  '\x1b$A': 'gb2312',
  '\x1b$(A': 'gb2312',
  '\x1b$(C': 'euc-kr',
};
const escapes = /\x1b(?:\$[@AB]|\$\([ABC]|\([ -~])/g;

/** Text between escape sequences; `charset` is absent for single bytes. */
interface Run {
  readonly charset?: string;
  /** Where the escape sequence begins, and where the run ends. */
  readonly start: number;
  readonly end: number;
  readonly bytes: string;
}

/** Level X: ISO 2022 code extension in seven bits, with the sets of ISO-2022-JP, -KR and -CN in G0. */
export function decodeIso2022(bytes: string): string {
  return runsOf(bytes).map(textOf).join('');
}

/** Where bytes are halves of characters or escape sequences, and no separators. */
export function escapeRanges(bytes: string): { start: number; end: number }[] {
  if (!bytes.includes('\x1b')) return [];
  return runsOf(bytes).map((run) => ({
    start: run.start,
    end: run.charset === undefined ? run.end - run.bytes.length : run.end,
  }));
}

function runsOf(bytes: string): Run[] {
  const runs: Run[] = [];
  let charset: string | undefined;
  let start = 0;
  let from = 0;
  const close = (end: number): void => {
    if (end > start) runs.push({ charset, start, end, bytes: bytes.slice(from, end) });
  };
  for (const found of bytes.matchAll(escapes)) {
    close(found.index);
    charset = sets[found[0]];
    start = found.index;
    from = found.index + found[0].length;
  }
  close(bytes.length);
  return runs;
}

function textOf({ charset, bytes }: Run): string {
  if (charset === undefined) return bytes;
  return iconv.decode(
    Buffer.from(bytes, 'latin1').map((byte) => (byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte)),
    charset,
  );
}

/** Chinese of GB 2312 with its escape sequences, each stretch closed by the one for ASCII; undefined for other characters. */
export function encodeIso2022(text: string): string | undefined {
  let isCarried = true;
  const written = text.replace(/[^\0-\x7f]+/g, (stretch) => {
    const bytes = iconv.encode(stretch, 'gb2312');
    if (bytes.length !== 2 * stretch.length || bytes.some((byte) => byte < 0xa1)) isCarried = false;
    return `\x1b$A${Buffer.from(bytes.map((byte) => byte & 0x7f)).toString('latin1')}\x1b(B`;
  });
  return isCarried ? written : undefined;
}
