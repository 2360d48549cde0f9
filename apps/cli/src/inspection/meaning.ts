import type { CodeLists } from '#libs/base-data';
import type { Language } from '#libs/message';
import type { EdiNames } from '#libs/validation';
import type { Leaf } from './leaf.js';
import { readableDate, readableDay, readableNumber, readableTime } from './readable-value.js';

/** Data elements whose codes are base data of ours. */
const lists: Readonly<Record<string, string>> = {
  '3207': 'countries',
  '6345': 'currencies',
  '6411': 'units',
  '7065': 'packages',
  '8155': 'container-types',
};

/** EDIFACT: what a number is counted in stands beside it. */
const counted: Readonly<Record<string, string>> = {
  '6314': '6411',
  '6060': '6411',
  '6066': '6411',
  '5004': '6345',
};
const days = new Set(['0017']);
const times = new Set(['0019']);

/** Spells out what values mean: codes, dates, measures. */
export class Meanings {
  constructor(
    private readonly names: EdiNames,
    private readonly codeLists: CodeLists,
    private readonly language: Language,
  ) {}

  nameOf({ dataElement, composite }: Leaf): string {
    const name =
      (dataElement === undefined ? undefined : this.names.of(dataElement)) ??
      (composite === undefined ? undefined : this.names.of(composite));
    return name?.[this.language] ?? '';
  }

  /** Empty when the value speaks for itself. */
  of(leaf: Leaf): string {
    const { dataElement, text } = leaf;
    if (dataElement === undefined) return '';
    const code = this.codeName(dataElement, text.trim());
    return code ?? this.readable(leaf, dataElement) ?? '';
  }

  codeName(dataElement: string, value: string): string | undefined {
    const own = this.names.ofCode(dataElement, value);
    if (own !== undefined) return own[this.language];
    const list = lists[dataElement];
    return list === undefined ? undefined : this.codeLists.find(list, value)?.[this.language];
  }

  private readable({ text, part, beside }: Leaf, dataElement: string): string | undefined {
    if (dataElement === '2380') return readableDate(text, beside.get('2379') ?? '');
    const type = part?.element?.type;
    if (days.has(dataElement) || type === 'DT') return readableDay(text);
    if (times.has(dataElement) || type === 'TM') return readableTime(text);
    if (type === 'N' && (part?.element?.decimals ?? 0) > 0)
      return readableNumber(text, part!.element!.decimals);
    const unit = counted[dataElement];
    if (unit === undefined) return undefined;
    const number = readableNumber(text);
    const code = beside.get(unit);
    if (number === undefined || code === undefined) return number === text ? undefined : number;
    return `${number} ${this.codeName(unit, code) ?? code}`;
  }
}
