/** Times of the simulated day, counted in seconds from its first midnight in China (UTC+8, no summer time). */
export class Calendar {
  /** @param date yyyy-MM-dd */
  constructor(readonly date: string) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
      throw new Error(`not a date: ${date}`);
    }
  }

  /** `yyyy-MM-dd HH:mm:ss`; seconds may be negative or beyond the day. */
  local(seconds: number): string {
    return new Date(Date.parse(`${this.date}T00:00:00Z`) + seconds * 1000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
  }

  /** ISO 8601 with the offset. */
  iso(seconds: number): string {
    return `${this.local(seconds).replace(' ', 'T')}+08:00`;
  }

  /** `yyyy-MM-dd`, days after the simulated one. */
  dayAfter(days: number): string {
    return this.local(days * 86_400).slice(0, 10);
  }

  /** `yyyyMMdd` */
  get compact(): string {
    return this.date.replaceAll('-', '');
  }
}
