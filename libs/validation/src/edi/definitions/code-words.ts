/** Longest run that `1..n` may stand for. */
const longestRun = 10_000;

/** The codes that one word of a code list stands for: itself, or every number of a run such as `1..9`. */
export function codesOf(word: string): string[] | undefined {
  const run = /^(\d{1,9})\.\.(\d{1,9})$/.exec(word);
  if (run === null) return [word];
  const [first, last] = [Number(run[1]), Number(run[2])];
  if (last < first || last - first > longestRun) return undefined;
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
}
