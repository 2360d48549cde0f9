import { describe, expect, it } from '@jest/globals';
import { xsdPattern } from './xsd-pattern.js';

describe('a pattern for XSD', () => {
  it.each([
    ['^[0-9]{5}$', '[0-9]{5}'],
    ['^[A-Z]{3}(-[A-Z])?$', '[A-Z]{3}(\\-[A-Z])?'],
    ['^a|b$', 'a|b'],
    ['^(a|bc)+x*$', '(a|bc)+x*'],
    ['^[^\\u0000-\\u001f]+$', '[^\\t\\n\\r]+'],
    ['^[ \\u3000]{2,}$', '[ \u3000]{2,}'],
    ['^[a.^-]\\.$', '[a\\.\\^\\-]\\.'],
    ['^[\\ud800-\\udfffx]$', 'x'],
  ])('says what %s says', (json, xsd) => {
    expect(xsdPattern(json)).toBe(xsd);
  });

  it.each(['[0-9]', '^\\d$', '^.$', '^(?:a)$', '^a{x}$', '^(a$', '^[a$', '^a)$', '^a^b$', '^[\\ud800]$'])(
    'does not exist for %s, which the two standards read differently or not at all',
    (json) => {
      expect(() => xsdPattern(json)).toThrow(Error);
    },
  );
});
