/** What an interchange of the test's forwarder says of itself; every default is right. */
export interface InterchangeFacts {
  readonly reference: string;
  readonly sender?: string;
  readonly recipient?: string;
  readonly test?: boolean;
  /** UNZ 0036 and 0020, when they are wrong. */
  readonly count?: number;
  readonly trailerReference?: string;
}

/** An instruction for a shipment of maize, IFTMIN of D.00B; other texts may take the place of some of it. */
export function iftmin(
  reference: string,
  order: string,
  replace: Readonly<Record<string, string>> = {},
): string {
  const message = [
    `UNH+${reference}+IFTMIN:D:00B:UN'`,
    `BGM+610+${order}+9'`,
    "DTM+137:20261103:102'",
    "TSR+36'",
    "LOC+5+PTF'",
    "LOC+8+TQW'",
    "TDT+20++2'",
    "NAD+CZ+++YUBEI GRAIN STORAGE'",
    "NAD+CN+++BAYU FEED CO LTD'",
    "GID+1+12:BG'",
    "FTX+AAA+++MAIZE'",
    "MEA+AAE+G+KGM:480'",
    `UNT+13+${reference}'`,
  ].join('\r\n');
  return Object.entries(replace).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the sample has no "${from}"`);
    return text.replace(from, to);
  }, message);
}

/** UNB to UNZ around messages, one segment to a line. */
export function interchange(facts: InterchangeFacts, messages: readonly string[]): string {
  const { reference, sender = 'FORWARDER-EDI:ZZZ', recipient = 'BIANZU-RAIL:ZZZ', test = false } = facts;
  const { count = messages.length, trailerReference = reference } = facts;
  const unb = `UNB+UNOC:3+${sender}+${recipient}+261103:1005+${reference}${test ? '++++++1' : ''}'`;
  return [unb, ...messages, `UNZ+${count}+${trailerReference}'`, ''].join('\r\n');
}
