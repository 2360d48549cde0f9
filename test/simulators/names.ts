import type { Random } from './random.js';

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡';
const givenNames =
  '建国 秀英 志强 敏 静 丽 伟 洋 勇 艳 娟 涛 明 超 秀兰 霞 平 刚 桂英 文博 晓东 海燕 国庆 立新 春梅 志远 思雨 浩然 子轩 雪梅'.split(
    ' ',
  );

/** Two characters that companies like to be called by. */
export const companyStems: readonly string[] =
  '华丰 长江 恒通 金源 鑫达 宏远 瑞祥 天成 永盛 东升 中远 联运 广发 顺达 兴隆 万通 国泰 安捷 博远 嘉禾 大成 丰泽 海川 九州 凯旋 龙腾 茂源 诺信 鹏程 启航 荣昌 盛世 泰和 同兴 伟业 祥云 新桥 雅居 益民 远航 正大 众诚 卓越 紫光 德邦 富强 古道 和谐 锦绣 坤鹏'.split(
    ' ',
  );

/** Trade, class of customer as the systems count it (1 manufacturer, 2 trader, 3 forwarder, 4 logistics company). */
export const trades: readonly (readonly [name: string, customerClass: string])[] = [
  ['物流', '4'],
  ['国际货运代理', '3'],
  ['供应链管理', '4'],
  ['粮油贸易', '2'],
  ['钢铁', '1'],
  ['化工', '1'],
  ['能源', '2'],
  ['建材', '2'],
  ['农资', '2'],
  ['机电设备', '1'],
  ['食品', '1'],
  ['纸业', '1'],
  ['矿业', '1'],
  ['汽车配件', '1'],
];

export const legalForms: readonly string[] = ['有限公司', '有限责任公司', '股份有限公司', '集团有限公司'];

export function personName(random: Random): string {
  return random.pick([...surnames]) + random.pick(givenNames);
}

/** Printable ASCII as its full-width forms, the way old Chinese systems store letters, digits and brackets. */
export function toFullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}
