const weights = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of the first 8 characters of an organisation code 组织机构代码 (GB 11714). */
export function organisationCheckCharacter(code: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * parseInt(code.charAt(index), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** True for 9 characters with the right check character (GB 11714): alone, or characters 9 to 17 of a credit code. */
export function isOrganisationCode(code: string): boolean {
  return /^[0-9A-Z]{8}[0-9X]$/.test(code) && organisationCheckCharacter(code) === code.charAt(8);
}
