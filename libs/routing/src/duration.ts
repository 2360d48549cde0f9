/** What an ISO 8601 duration in our files may be: days, hours, minutes and seconds, at least one of them. */
export const durationSchema = {
  type: 'string',
  pattern: '^P(?=\\d|T\\d)(?:\\d{1,4}D)?(?:T(?=\\d)(?:\\d{1,4}H)?(?:\\d{1,5}M)?(?:\\d{1,6}S)?)?$',
} as const;

/**
 * The milliseconds of a duration of days, hours, minutes and seconds (ISO 8601: `P1DT2H`, `PT30M`, `PT5S`).
 * @throws Error for anything else: the routing checks it when it reads the file
 */
export function durationMs(text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is not a duration of days, hours, minutes and seconds`);
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}
