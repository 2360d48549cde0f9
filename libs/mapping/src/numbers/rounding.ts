import { Decimal as DecimalJs } from 'decimal.js';
import type { Decimal } from './decimal.js';

const modes = {
  'half-up': DecimalJs.ROUND_HALF_UP,
  'half-even': DecimalJs.ROUND_HALF_EVEN,
  'half-down': DecimalJs.ROUND_HALF_DOWN,
  up: DecimalJs.ROUND_UP,
  down: DecimalJs.ROUND_DOWN,
  ceiling: DecimalJs.ROUND_CEIL,
  floor: DecimalJs.ROUND_FLOOR,
} as const;

export type RoundingMode = keyof typeof modes;
export const roundingModes = Object.keys(modes) as RoundingMode[];

/** To so many places after the point; halves go away from zero unless another mode is named. */
export function roundTo(number: Decimal, places: number, mode: RoundingMode = 'half-up'): Decimal {
  return number.toDecimalPlaces(places, modes[mode]);
}
