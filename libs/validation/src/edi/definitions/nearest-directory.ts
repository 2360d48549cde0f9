/**
 * Which of the directories there are says most of a message of another one: the last that came before it, or else the first
 * behind it. Both are folders (`edifact/d01b`, `x12/004030`).
 */
export function nearestDirectory(folder: string, known: readonly string[]): string | undefined {
  const [dialect, name = ''] = folder.split('/');
  const age = ageOf(name);
  const dated = known
    .filter((one) => one.startsWith(`${dialect}/`) && ageOf(one.split('/')[1]!) !== undefined)
    .map((one) => ({ folder: one, age: ageOf(one.split('/')[1]!)! }))
    .sort((one, other) => (one.age < other.age ? -1 : 1));
  if (age === undefined) return dated.at(-1)?.folder;
  return (dated.findLast((one) => one.age <= age) ?? dated[0])?.folder;
}

/** `d96a` and `d00b` in their order: two digits of a year (ISO 9735 began in the eighties); versions of X12 as they are. */
function ageOf(name: string): string | undefined {
  const [, digits, letter] = /^d(\d\d)([a-z])$/.exec(name) ?? [];
  if (digits !== undefined) return `${Number(digits) < 70 ? '20' : '19'}${digits}${letter}`;
  return /^\d{6}$/.test(name) ? name : undefined;
}
