/** A transport instruction of D.96A, 1.4 KB in an interchange of its own, different for every number; nothing is wrong with it. */
export function iftminInterchange(number: number): Buffer {
  const reference = String(number).padStart(6, '0');
  const message = iftminMessage(number);
  return Buffer.from(
    `UNB+UNOC:3+4012345000009:14+RAILHUB:ZZ+261122:0815+${reference}'${message}UNZ+1+${reference}'`,
    'latin1',
  );
}

/** The message alone, from UNH to UNT. */
export function iftminMessage(number: number): string {
  const segments = [...header(number), ...parties(number), ...goods(number), ...equipment(number)];
  const reference = `M${number}`;
  return [
    `UNH+${reference}+IFTMIN:D:96A:UN`,
    ...segments,
    `UNT+${segments.length + 2}+${reference}`,
    '',
  ].join("'");
}

function header(number: number): string[] {
  const voyage = 100 + (number % 900);
  return [
    `BGM+340+BK${700000 + number}+9`,
    `DTM+137:2026112${number % 8}0830:203`,
    'TSR+27+2',
    'FTX+AAI+++KEEP DRY SEE SAFETY SHEET:CALL CONSIGNEE BEFORE ARRIVAL',
    'FTX+BLR+++MV HAI YUN 121 VIA SINGAPORE AND PIRAEUS',
    'CNT+7:46000:KGM',
    'CNT+16:2',
    'LOC+9+CNDLC:139:6:DALIAN',
    'DTM+133:20261126:102',
    `RFF+BN:BK${700000 + number}`,
    `RFF+FF:FWD-${number % 5000}-2026`,
    `TDT+20+${voyage}W+1++COSU:172:20`,
    'LOC+9+CNDLC:139:6:DALIAN',
    'DTM+133:20261126:102',
    'LOC+11+DEHAM:139:6:HAMBURG',
    'DTM+132:20261229:102',
  ];
}

function parties(number: number): string[] {
  return [
    'NAD+CZ+4012345000009::9++NORTHERN STEEL TRADING CO+18 HARBOUR ROAD+DALIAN++116001+CN',
    'CTA+IC+:WANG LI',
    `COM+86-411-8${1000000 + number}:TE`,
    `RFF+CU:ORD-${number}`,
    'NAD+CA+COSU:172:20++COSCO SHIPPING LINES+658 DA MING ROAD+SHANGHAI++200080+CN',
    'NAD+CN+4098765000002::9++ALSTER MASCHINEN GMBH+WALLSTRASSE 7+HAMBURG++20095+DE',
    'NAD+N1+4098765000002::9++ALSTER MASCHINEN GMBH+WALLSTRASSE 7+HAMBURG++20095+DE',
  ];
}

function goods(number: number): string[] {
  const weight = 20000 + (number % 4000);
  return [1, 2].flatMap((item) => [
    `GID+${item}+${10 + (number % 20)}:BX:::BOXES`,
    'PIA+5+732690:HS',
    'FTX+AAA+++ARTICLES OF IRON OR STEEL',
    `MEA+AAE+G+KGM:${weight}.5`,
    `MEA+AAE+AAX+MTQ:${20 + item}.25`,
    `PCI+24+LOT ${number}:NO ${item}:MADE IN CHINA`,
    `SGP+CSQU305438${item}+${10 + (number % 20)}`,
  ]);
}

function equipment(number: number): string[] {
  return [1, 2].flatMap((item) => [
    `EQD+CN+CSQU305438${item}+22G1:102:5++2+5`,
    `MEA+AAE+T+KGM:${2200 + item}`,
    `SEL+CN${100000 + (number % 900000)}+CA`,
  ]);
}
