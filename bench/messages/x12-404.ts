/** A rail carrier shipment information of 004010, 1 KB in an interchange of its own, different for every number; nothing is wrong with it. */
export function x12Interchange(number: number): Buffer {
  const control = String(100_000_000 + (number % 900_000_000));
  const group = String(number);
  const blank = ' '.repeat(10);
  const parties = `02*CNRL${' '.repeat(11)}*ZZ*STEELTRADING${' '.repeat(3)}`;
  return Buffer.from(
    `ISA*00*${blank}*00*${blank}*${parties}*261122*0815*U*00401*${control}*0*P*>~` +
      `GS*SR*STEELTRADING*CNRL*20261122*0815*${group}*X*004010~` +
      `${shipmentInformation(number)}GE*1*${group}~IEA*1*${control}~`,
    'latin1',
  );
}

/** The transaction set alone, from ST to SE. */
export function shipmentInformation(number: number): string {
  const segments = [...header(number), ...parties(number), ...route(), ...goods(number)];
  const control = String(number).padStart(4, '0');
  return [`ST*404*${control}`, ...segments, `SE*${segments.length + 2}*${control}`, ''].join('~');
}

function header(number: number): string[] {
  return [
    `ZC1*SHIP${number}*CNRL*${100000 + (number % 900000)}*B*20261122*CO*CNRL*R`,
    `BX*00*R*PP*LH${number}*CNRL*L*B`,
    'BNX*A*NS*R',
    'M3*B*20261122*0830*CT',
    `N9*BM*BOL-${number}`,
    `N9*SI*SHIP${number}`,
    `N7*CNRL*${100000 + (number % 900000)}*${46000 + (number % 900)}*N*******RR`,
    `M7*SEAL${number % 100000}*SEAL${(number + 1) % 100000}`,
    'F9**DALLAS*TX',
    'D9**CHICAGO*IL',
  ];
}

function parties(number: number): string[] {
  return [
    'N1*SH*NORTHERN STEEL TRADING CO*1*123456789',
    'N3*18 HARBOUR ROAD',
    'N4*DALLAS*TX*75201*US',
    `PER*SH*LI WANG*TE*214555${1000 + (number % 9000)}`,
    'N1*CN*ALSTER MACHINES INC*1*987654321',
    'N3*7 WALL STREET*SUITE 20',
    'N4*CHICAGO*IL*60601*US',
    `PER*CN*A SCHMIDT*TE*312555${1000 + (number % 9000)}`,
    'N1*PF*ALSTER MACHINES INC*1*987654321',
    'N3*7 WALL STREET*SUITE 20',
    'N4*CHICAGO*IL*60601*US',
  ];
}

function route(): string[] {
  return ['R2*CNRL*S*CHGO', 'R2*BNSF*1*DALL', 'R9*123'];
}

function goods(number: number): string[] {
  return [1, 2].flatMap((line) => [
    `LX*${line}`,
    `L5*${line}*ARTICLES OF IRON OR STEEL*3312345*T`,
    `L0*${line}*20*TN*${46000 + (number % 900)}*N***10*CRT`,
    `L1*${line}*12.5*PH*${1200 + (number % 100)}`,
  ]);
}
