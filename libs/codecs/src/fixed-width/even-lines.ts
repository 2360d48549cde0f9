const shortestLine = 10;

/** Whether there are at least two complete lines, all of the same length in bytes. */
export function hasEvenLines(head: Uint8Array): boolean {
  const lengths = new Set<number>();
  let lines = 0;
  let start = 0;
  for (let end = head.indexOf(0x0a); end >= 0; end = head.indexOf(0x0a, start)) {
    lines++;
    lengths.add(end - start);
    start = end + 1;
  }
  return lines >= 2 && lengths.size === 1 && Math.min(...lengths) >= shortestLine;
}
