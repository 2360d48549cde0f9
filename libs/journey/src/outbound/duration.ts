/**
 * The milliseconds of a duration of days, hours and minutes (ISO 8601: `P1DT2H`, `PT30M`).
 * @throws Error for anything else: the routing checks it when it reads the file
 */
export function durationMs(text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is not a duration of days, hours and minutes`);
  const [days, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number];
  return ((days * 24 + hours) * 60 + minutes) * 60_000;
}
