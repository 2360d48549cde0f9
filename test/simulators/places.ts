/** Cities where simulated customers live, with districts by their GB/T 2260 codes. */
export interface City {
  readonly province: string;
  readonly name: string;
  readonly areaCode: string;
  /** Length of a telephone number behind the area code. */
  readonly phoneDigits: number;
  readonly districts: readonly (readonly [code: string, name: string])[];
}

const rows = [
  '陕西省 西安 029 610111灞桥区 610112未央区 610113雁塔区',
  '重庆市 重庆 023 500106沙坪坝区 500107九龙坡区 500112渝北区',
  '四川省 成都 028 510108成华区 510112龙泉驿区 510113青白江区',
  '河南省 郑州 0371 410102中原区 410103二七区 410104管城回族区',
  '湖北省 武汉 027 420104硚口区 420105汉阳区 420112东西湖区',
  '湖南省 长沙 0731 430105开福区 430111雨花区 430112望城区',
  '广东省 广州 020 440111白云区 440112黄埔区 440113番禺区',
  '上海市 上海 021 310110杨浦区 310113宝山区 310114嘉定区',
  '山东省 济南 0531 370104槐荫区 370105天桥区 370112历城区',
  '辽宁省 沈阳 024 210106铁西区 210112浑南区 210113沈北新区',
  '黑龙江省 哈尔滨 0451 230103南岗区 230104道外区 230110香坊区',
  '山西省 太原 0351:7 140107杏花岭区 140109万柏林区 140110晋源区',
  '甘肃省 兰州 0931:7 620102城关区 620104西固区 620105安宁区',
  '新疆维吾尔自治区 乌鲁木齐 0991:7 650104新市区 650106头屯河区 650109米东区',
  '云南省 昆明 0871 530111官渡区 530112西山区 530114呈贡区',
  '广西壮族自治区 南宁 0771:7 450102兴宁区 450105江南区 450107西乡塘区',
  '江西省 南昌 0791 360111青山湖区 360112新建区 360121南昌县',
  '安徽省 合肥 0551 340102瑶海区 340103庐阳区 340104蜀山区',
  '内蒙古自治区 包头 0472:7 150202东河区 150203昆都仑区 150204青山区',
  '宁夏回族自治区 银川 0951:7 640104兴庆区 640105西夏区 640106金凤区',
];

export const cities: readonly City[] = rows.map((row) => {
  const [province, name, area, ...districts] = row.split(' ') as [string, string, string, ...string[]];
  const [areaCode, phoneDigits = '8'] = area.split(':') as [string, string?];
  return {
    province,
    name,
    areaCode,
    phoneDigits: Number(phoneDigits),
    districts: districts.map((text) => [text.slice(0, 6), text.slice(6)] as const),
  };
});

export const roads: readonly string[] =
  '港务西路 人民路 解放大道 建设北路 铁道南街 货场东路 物流大道 工业一路 迎宾大道 创业街 滨河路 机场路 车站北路 红旗街 光明路 兴业大道 环城东路 长江路'.split(
    ' ',
  );

/** `陕西省西安市灞桥区港务西路99号`; municipalities are not named twice. */
export function streetAddress(city: City, district: string, street: string): string {
  const isMunicipality = city.province === `${city.name}市`;
  return `${city.province}${isMunicipality ? '' : `${city.name}市`}${district}${street}`;
}
