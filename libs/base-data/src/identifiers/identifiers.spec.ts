import { describe, expect, it } from '@jest/globals';
import { containerNumber } from './container-number.js';
import { creditCode } from './credit-code.js';
import { identifiers, type IdentifierCheck } from './identifiers.js';
import { isOrganisationCode, organisationCheckCharacter } from './organisation-code.js';
import { phone } from './phone.js';

const checks = Object.values(identifiers);

/** Every text that differs from `number` in one place, by a character of `alphabet`. */
function singleErrors(number: string, alphabet: string, places: readonly number[]): string[] {
  return places.flatMap((place) =>
    [...alphabet]
      .filter((character) => character !== number[place])
      .map((character) => number.slice(0, place) + character + number.slice(place + 1)),
  );
}

function undetected(check: IdentifierCheck, texts: readonly string[]): string[] {
  return texts.filter((text) => check.check(text).ok);
}

const places = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
const digits = '0123456789';
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe.each(checks.map((check) => [check.name, check] as const))('the identifier %s', (name, check) => {
  it('has its own name and names for people', () => {
    expect(identifiers[name]).toBe(check);
    expect(check.zh).toMatch(/\p{Script=Han}/u);
    expect(check.en).not.toBe('');
  });

  it.each(check.vectors.valid)('accepts %s', (text) => {
    expect(check.check(text)).toEqual({ ok: true });
    expect(check.check(check.normalise(text))).toEqual({ ok: true });
  });

  it.each(check.vectors.invalid)('refuses %j', (text) => {
    expect(check.check(text).ok).toBe(false);
  });

  it('normalises what is already normal to itself', () => {
    for (const text of check.vectors.valid) {
      expect(check.normalise(check.normalise(text))).toBe(check.normalise(text));
    }
  });

  it('gives all forms of one number the same form', () => {
    const [first] = check.vectors.valid;
    const fullWidth = first!.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    expect(check.normalise(fullWidth.toLowerCase())).toBe(check.normalise(first!));
  });

  it('calls hostile text malformed and takes no time for it', () => {
    for (const text of [
      '1'.repeat(1_000_000),
      '\ufdfa'.repeat(100_000),
      '\0',
      ' '.repeat(100_000),
      "'; --",
    ]) {
      expect(check.check(text)).toEqual({ ok: false, reason: 'malformed' });
    }
  });
});

describe('check characters', () => {
  it('are told when they are wrong', () => {
    const wrong = {
      'credit-code': ['91350100M000100Y44', '3'],
      'container-number': ['CSQU3054384', '3'],
      'uic-wagon-number': ['518008430019', '0'],
      'resident-id': ['110105194912310021', 'X'],
      awb: ['15753806271', '0'],
    } as const;
    for (const [name, [text, expected]] of Object.entries(wrong)) {
      expect(identifiers[name as keyof typeof wrong].check(text)).toEqual({
        ok: false,
        reason: 'check-digit',
        expected,
      });
    }
  });

  it('of a credit code detect every single wrong character', () => {
    const errors = singleErrors('91350100M000100Y43', creditAlphabet, places(0, 18));
    expect(undetected(creditCode, errors)).toEqual([]);
  });

  it('of a resident number detect every single wrong digit', () => {
    const errors = singleErrors('11010519491231002X', digits, places(0, 18));
    expect(undetected(identifiers['resident-id'], errors)).toEqual([]);
  });

  it('of a UIC wagon number detect every single wrong digit and most exchanged neighbours', () => {
    const check = identifiers['uic-wagon-number'];
    expect(undetected(check, singleErrors('218124712173', digits, places(0, 12)))).toEqual([]);
    // Luhn does not see 09 and 90 exchanged
    expect(check.check('128124712173').ok).toBe(false);
  });

  it('of an air waybill miss only digits that differ by 7', () => {
    const missed = undetected(identifiers.awb, singleErrors('15753806270', digits, places(3, 10)));
    for (const text of missed) {
      const place = places(3, 10).find((one) => text[one] !== '15753806270'[one])!;
      expect(Math.abs(Number(text[place]) - Number('15753806270'[place]))).toBe(7);
    }
    expect(missed.length).toBeGreaterThan(0);
  });
});

describe('a container number', () => {
  const remainder = (number: string): number => {
    const values = '0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ';
    return (
      [...number.slice(0, 10)].reduce((sum, one, place) => sum + values.indexOf(one) * 2 ** place, 0) % 11
    );
  };

  it('detects every single wrong digit unless the remainder changes between 10 and 0', () => {
    for (const serial of ['305438', '000001', '123456', '999999', '481209', '700000']) {
      const start = `CSQU${serial}`;
      const number = start + String(remainder(start) % 10);
      expect(containerNumber.check(number)).toEqual({ ok: true });
      for (const error of undetected(containerNumber, singleErrors(number, digits, places(4, 11)))) {
        expect([remainder(number), remainder(error)].sort()).toEqual([0, 10]);
      }
    }
  });

  it('that has a remainder of 10 ends in 0, and there the weakness of ISO 6346 shows', () => {
    const start = places(0, 1_000_000)
      .map((serial) => `CSQU${String(serial).padStart(6, '0')}`)
      .find((one) => remainder(one) === 10)!;
    expect(containerNumber.check(`${start}0`)).toEqual({ ok: true });
    expect(undetected(containerNumber, singleErrors(`${start}0`, digits, places(4, 10)))).not.toEqual([]);
  });
});

describe('an organisation code', () => {
  it('lies inside a credit code with a check character of its own', () => {
    const inner = '91350100M000100Y43'.slice(8, 17);
    expect(inner).toBe('M000100Y4');
    expect(organisationCheckCharacter(inner)).toBe('4');
    expect(isOrganisationCode(inner)).toBe(true);
    expect(isOrganisationCode('M000100Y5')).toBe(false);
    expect(isOrganisationCode('M000100Y')).toBe(false);
  });
});

describe('a phone number', () => {
  it.each([
    ['021-6123 4567', '+862161234567'],
    ['(021)61234567', '+862161234567'],
    ['（０２１）６１２３－４５６７', '+862161234567'],
    ['+86 21 6123 4567', '+862161234567'],
    ['0086 21 61234567', '+862161234567'],
    ['电话：021-61234567', '+862161234567'],
    ['+86(0)21 61234567', '+862161234567'],
    ['139 1234 5678', '+8613912345678'],
    ['+86-139-1234-5678', '+8613912345678'],
    ['8613912345678', '+8613912345678'],
    ['029-83001234', '+862983001234'],
    ['023-65001288', '+862365001288'],
    ['400-812-3456', '+864008123456'],
    ['021-61234567-801', '+862161234567;ext=801'],
    ['021-61234567转801', '+862161234567;ext=801'],
    ['021-61234567 转 801', '+862161234567;ext=801'],
    ['021-61234567 ext. 801', '+862161234567;ext=801'],
    ['13912345678-1', '+8613912345678;ext=1'],
    ['+862161234567;ext=801', '+862161234567;ext=801'],
    ['+49 30 901820', '+4930901820'],
  ])('%s is %s', (text, expected) => {
    expect(phone.normalise(text)).toBe(expected);
    expect(phone.check(text)).toEqual({ ok: true });
  });
});
