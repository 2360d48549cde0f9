/** A file that a partner has laid down for us. */
export interface LaidDown {
  readonly name: string;
  readonly sizeBytes: number;
  /** When it was last changed, as its server counts: seconds over SFTP, milliseconds in a folder of ours. */
  readonly modified: number;
}

/** Beyond this many files in one look the rest waits for the next. */
const mostFiles = 1_000;

/** Those whose names fit and that are whole, oldest first; never one that is hidden or that says it is unfinished, nor a way out of the folder. */
export function readyOf(files: readonly LaidDown[], pattern = '*'): LaidDown[] {
  return files
    .filter(({ name }) => fitsPattern(name, pattern) && !isUnfinished(name) && !/[/\\]/.test(name))
    .sort((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1))
    .slice(0, mostFiles);
}

/** What clients call a file while they write it. */
export function isUnfinished(name: string): boolean {
  return name.startsWith('.') || /\.(part|tmp|temp|filepart|crdownload|writing)$/i.test(name);
}

/**
 * Whether a name is one of a pick-up's pattern, in which `*` stands for any characters and `?` for one; in time of their lengths'
 * product. The `fileName` by which an agreement recognises is another thing: there `?` is itself.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  let [at, of] = [0, 0];
  let retry: { at: number; of: number } | undefined;
  while (at < name.length) {
    if (pattern[of] === '*') {
      retry = { at, of };
      of += 1;
    } else if (of < pattern.length && (pattern[of] === '?' || pattern[of] === name[at])) {
      at += 1;
      of += 1;
    } else if (retry !== undefined) {
      retry.at += 1;
      at = retry.at;
      of = retry.of + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(of));
}
