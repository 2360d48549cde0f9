export interface X12Facts {
  /** GS01 */
  readonly group: string;
  readonly sender: string;
  readonly recipient: string;
  /** ISA13 and GS06 */
  readonly reference: number;
}

/**
 * An interchange of 004010 with one group of one transaction set.
 * @param set from ST to SE
 * @param beforeGroups such as TA1
 */
export function x12Interchange(
  { group, sender, recipient, reference }: X12Facts,
  set: readonly string[],
  beforeGroups: readonly string[] = [],
): string {
  const number = String(reference).padStart(9, '0');
  const parties = `ZZ*${sender.padEnd(15)}*ZZ*${recipient.padEnd(15)}`;
  return [
    `ISA*00*          *00*          *${parties}*261106*0910*U*00401*${number}*0*P*>`,
    ...beforeGroups,
    `GS*${group}*${sender}*${recipient}*20261106*0910*${reference}*X*004010`,
    ...set,
    `GE*1*${reference}`,
    `IEA*1*${number}`,
    '',
  ].join('~');
}
