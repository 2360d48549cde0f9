/** Goods that the simulated customers send; the first two digits of a code are its category. */
export interface Goods {
  readonly code: string;
  readonly name: string;
  /** Package code as sys-1 and sys-2 write it. */
  readonly packageCode: string;
  readonly kgPerPiece: number;
  /** Wagon kind that carries it. */
  readonly wagonKind: string;
  readonly wagonType?: string;
}

const rows: readonly (readonly [string, string, string, number, string, string?])[] = [
  ['0120001', '无烟煤', '06', 1000, 'C', 'C70'],
  ['0310001', '冶金焦炭', '06', 1000, 'C', 'C64K'],
  ['0410001', '铁矿石', '06', 1000, 'C', 'C70'],
  ['0510001', '螺纹钢', '05', 2500, 'C', 'C64'],
  ['0520001', '铝锭', '05', 1000, 'P'],
  ['0710001', '磷矿石', '06', 1000, 'C', 'C62'],
  ['0810001', '石英砂', '02', 50, 'C', 'C64H'],
  ['0910001', '普通水泥', '02', 50, 'P'],
  ['1010001', '原木', '06', 500, 'N'],
  ['1150002', '玉米', '02', 50, 'L', 'L18'],
  ['1110001', '大豆', '02', 50, 'L', 'L70'],
  ['1210001', '棉花', '05', 200, 'P'],
  ['1310001', '尿素', '02', 50, 'P'],
  ['1410001', '食盐', '02', 50, 'P'],
  ['1510001', '聚乙烯', '02', 25, 'P'],
  ['1610001', '钢管', '05', 800, 'C', 'C70'],
  ['1710001', '机床', '01', 1800, 'N'],
  ['1810001', '家用电器', '01', 45, 'P'],
  ['2010001', '苹果', '01', 15, 'B'],
  ['2210001', '罐头', '01', 12, 'P'],
  ['2310001', '服装', '01', 18, 'P'],
  ['2410001', '纸浆', '05', 250, 'P'],
  ['2510001', '中成药', '01', 10, 'P'],
  ['9910001', '日用百货', '99', 20, 'P'],
];

export const goodsList: readonly Goods[] = rows.map(
  ([code, name, packageCode, kgPerPiece, wagonKind, wagonType]) => ({
    code,
    name,
    packageCode,
    kgPerPiece,
    wagonKind,
    wagonType,
  }),
);
