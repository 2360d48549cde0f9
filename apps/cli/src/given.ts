import { UsageMistake } from './mistake.js';

type GivenValue = string | boolean | readonly string[] | undefined;

/** The arguments and options of a call, by the names of the declaration. */
export class Given {
  constructor(private readonly values: Readonly<Record<string, GivenValue>>) {}

  /** A value that the parser has made sure of. */
  text(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new Error(`"${name}" is not declared as required`);
    return value;
  }

  optional(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.values[name];
    return typeof value === 'object' ? value : [];
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** @throws UsageMistake when it is not a whole number from 1 */
  count(name: string): number | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      throw new UsageMistake({
        zh: `--${name} 应为从 1 开始的整数，而不是“${text}”。`,
        en: `--${name} must be a whole number from 1, not "${text}".`,
      });
    }
    return Number(text);
  }
}
