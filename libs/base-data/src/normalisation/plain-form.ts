/** Longer texts are no names, addresses or numbers; what is behind is cut off before any work is done. */
export const longestText = 500;

const invisible = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;
const dashes = /[\u2010-\u2015\u2043\u2212\u30fc\ufe58\ufe63\uff0d]/g;

/** Most codes and numbers are: nothing of what follows changes them but their case. */
const plainAscii = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Half-width forms (NFKC), upper case, one kind of dash, nothing invisible; blanks trimmed and single. At most
 * 500 characters are looked at.
 */
export function plainForm(text: string): string {
  if (text.length <= longestText && plainAscii.test(text)) return text.toUpperCase();
  return text
    .slice(0, longestText)
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(dashes, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase();
}

/** Without the blanks and hyphens that people put between groups of digits. */
export function compactForm(text: string): string {
  return plainForm(text).replace(/[ -]/g, '');
}
