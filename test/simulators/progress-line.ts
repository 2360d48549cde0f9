const width = 30;

/** A progress bar that overwrites itself: `sending [#####.....] 120 / 240`. */
export function progressLine(what: string, done: number, total: number): string {
  const filled = total === 0 ? width : Math.round((width * done) / total);
  return `\r${what} [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done} / ${total}   `;
}
