import { createRequire } from 'node:module';
import type * as PhoneLibrary from 'libphonenumber-js/max';
import type { PhoneNumber } from 'libphonenumber-js/max';
import { plainForm } from '../normalisation/plain-form.js';
import { remembered } from '../normalisation/remembered.js';
import { malformed, valid, type IdentifierCheck } from './identifier-check.js';

// the CommonJS build: the other one imports JSON without an attribute, which Node is about to refuse
const { parsePhoneNumberFromString } = createRequire(import.meta.url)(
  'libphonenumber-js/max',
) as typeof PhoneLibrary;

/**
 * Phone number in any usual form, read as Chinese when there is no country code. The normal form is E.164, with an
 * extension as in RFC 3966: `+862161234567;ext=801`.
 */
export const phone: IdentifierCheck = {
  name: 'phone',
  zh: '电话号码',
  en: 'phone number',
  normalise: (text) => read(text).normal,
  check: (text) => (read(text).isValid ? valid : malformed),
  vectors: {
    valid: [
      '021-6123 4567',
      '+86 21 6123 4567',
      '0086-21-61234567',
      '（０２１）６１２３４５６７',
      '13912345678',
    ],
    invalid: ['', '12', '139123456789', '未知', '021-6123'],
  },
};

const read = remembered((text: string): { readonly normal: string; readonly isValid: boolean } => {
  const number = parsed(text);
  if (number === undefined) return { normal: plainForm(text).replace(/[ ()-]/g, ''), isValid: false };
  const normal = number.ext === undefined ? number.number : `${number.number};ext=${number.ext}`;
  return { normal, isValid: number.isValid() };
});

/** Reads the number; an extension may follow as `转801`, `-801`, `ext 801` or `;ext=801`. */
export function parsed(text: string): PhoneNumber | undefined {
  const plain = plainForm(text)
    .replace(/^(?:TEL|电话|手机|PHONE)[:. ]*/, '')
    .replace(/^\(?\+86\)?/, '+86 ')
    .replace(/^00 ?(?=86)/, '+');
  const [, number, extension] =
    /^(.+?)(?: ?(?:转|;?EXT[.=:]?) ?|(?<=\d{7,8})-(?=\d{1,6}$))(\d{1,6})$/.exec(plain) ?? [];
  const found = parsePhoneNumberFromString(number ?? plain, { defaultCountry: 'CN', extract: false });
  if (found !== undefined && extension !== undefined) found.setExt(extension);
  return found;
}
