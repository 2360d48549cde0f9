import { Decimal, quotient, type Decimal as DecimalNumber } from './decimal.js';

type Dimension =
  | 'mass'
  | 'volume'
  | 'length'
  | 'area'
  | 'count'
  | 'time'
  | 'power'
  | 'energy'
  | 'temperature';

interface Unit {
  readonly dimension: Dimension;
  /** In kilograms, cubic metres, metres, square metres, pieces, seconds, watts, joules, ninths of a kelvin: exact by definition. */
  readonly factor: DecimalNumber;
  /** What the unit shows at the zero of its dimension, with the sign changed: only temperatures do not begin there. */
  readonly zero: DecimalNumber;
}

/** Conversion factors of the codes of UN/ECE Recommendation 20 that freight uses. */
const factors: Readonly<Record<Dimension, Readonly<Record<string, string>>>> = {
  mass: {
    KGM: '1',
    GRM: '0.001',
    MGM: '0.000001',
    TNE: '1000',
    KTN: '1000000',
    DTN: '100',
    HGM: '0.1',
    LBR: '0.45359237',
    ONZ: '0.028349523125',
    STN: '907.18474',
    LTN: '1016.0469088',
    CWA: '45.359237',
    CWI: '50.80234544',
    '2U': '1000',
  },
  volume: {
    MTQ: '1',
    DMQ: '0.001',
    LTR: '0.001',
    CMQ: '0.000001',
    MMQ: '0.000000001',
    MLT: '0.000001',
    CLT: '0.00001',
    DLT: '0.0001',
    HLT: '0.1',
    FTQ: '0.028316846592',
    INQ: '0.000016387064',
    YDQ: '0.764554857984',
    GLL: '0.003785411784',
    GLI: '0.00454609',
    BLL: '0.158987294928',
    K6: '1',
  },
  length: {
    MTR: '1',
    DMT: '0.1',
    CMT: '0.01',
    MMT: '0.001',
    KMT: '1000',
    HMT: '100',
    INH: '0.0254',
    FOT: '0.3048',
    YRD: '0.9144',
    SMI: '1609.344',
    NMI: '1852',
  },
  area: {
    MTK: '1',
    CMK: '0.0001',
    DMK: '0.01',
    MMK: '0.000001',
    KMK: '1000000',
    HAR: '10000',
    FTK: '0.09290304',
  },
  count: { C62: '1', H87: '1', EA: '1', NAR: '1', PR: '2', DZN: '12', GRO: '144', CEN: '100', MIL: '1000' },
  time: { SEC: '1', MIN: '60', HUR: '3600', DAY: '86400', WEE: '604800' },
  power: { WTT: '1', KWT: '1000', MAW: '1000000' },
  energy: { JOU: '1', KJO: '1000', KWH: '3600000', MWH: '3600000000' },
  temperature: { KEL: '9', CEL: '9', FAH: '5' },
};

const zeros: Readonly<Record<string, string>> = { CEL: '273.15', FAH: '459.67' };

const units = new Map<string, Unit>(
  Object.entries(factors).flatMap(([dimension, codes]) =>
    Object.entries(codes).map(([code, factor]): [string, Unit] => [
      code,
      {
        dimension: dimension as Dimension,
        factor: new Decimal(factor),
        zero: new Decimal(zeros[code] ?? '0'),
      },
    ]),
  ),
);

export const unitCodes: readonly string[] = [...units.keys()];

export function isUnit(code: string): boolean {
  return units.has(code);
}

/** Undefined when the units are not of one dimension. A quotient that does not end is cut to 34 digits. */
export function convertUnit(amount: DecimalNumber, from: string, to: string): DecimalNumber | undefined {
  if (from === to) return amount;
  const source = units.get(from);
  const target = units.get(to);
  if (source === undefined || target === undefined || source.dimension !== target.dimension) return undefined;
  return quotient(amount.plus(source.zero).times(source.factor), target.factor).minus(target.zero);
}
