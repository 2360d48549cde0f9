import { plainForm } from './plain-form.js';

const municipalities = '北京|天津|上海|重庆';
const provinces =
  '河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾';
const regions = '内蒙古|广西壮族|广西|西藏|宁夏回族|宁夏|新疆维吾尔|新疆';
const provincePrefix = new RegExp(
  `^(?:中国)?(?:(?:${provinces})省|(?:${regions})自治区)(?=\\p{Script=Han}{2})`,
  'u',
);
const shortProvincePrefix = new RegExp(
  `^(?:中国)?(?:${provinces}|${regions})(?![市路街大])(?=\\p{Script=Han}{2,4}市)`,
  'u',
);
const municipality = new RegExp(`^(?:中国)?(${municipalities})市?(?:\\1市|市辖区)?`, 'u');
const city = /^(\p{Script=Han}{2,4}?)市(?!场)/u;
const chineseNumber = /[一二三四五六七八九十]{1,3}(?=[号栋幢层室楼座])/gu;
const digits = '零一二三四五六七八九';

/**
 * An address in the form in which two are compared: half-width, upper case, without blanks and punctuation (a hyphen
 * between digits stays), without the province in front of a city, without 市 after the city, and house numbers in digits.
 * `山东省济南市历下区泉城路十二号` and `济南历下区 泉城路12號` are the same. Nothing is looked up, so an address without its city stays apart.
 */
export function normaliseAddress(address: string): string {
  const plain = plainForm(address)
    .replaceAll('號', '号')
    .replace(/(?<!\d)-|-(?!\d)/g, '')
    .replace(/[\s\p{S}]|(?!-)\p{P}/gu, '');
  const place = municipality.test(plain)
    ? plain.replace(municipality, '$1')
    : plain.replace(provincePrefix, '').replace(shortProvincePrefix, '').replace(city, '$1');
  return place.replace(chineseNumber, numberOf);
}

/** 1 to 99 as digits; anything else as it was. */
function numberOf(text: string): string {
  const parts = /^(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/u.exec(text);
  if (parts === null) return text;
  const tens = parts[2] === undefined ? 0 : parts[1] === undefined ? 1 : digits.indexOf(parts[1]);
  return String(tens * 10 + (parts[3] === undefined ? 0 : digits.indexOf(parts[3])));
}
