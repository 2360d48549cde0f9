import { describe, expect, it } from '@jest/globals';
import { normaliseAddress } from './normalise-address.js';
import { normaliseCompanyName } from './normalise-company-name.js';
import { normalisePhone } from './normalise-phone.js';
import { compactForm, longestText, plainForm } from './plain-form.js';

describe('the plain form', () => {
  it('is half-width, upper case, with single blanks and one kind of dash', () => {
    expect(plainForm('　ＡＢｃ－１　\u200b２–3\ufeff ')).toBe('ABC-1 2-3');
    expect(compactForm('csqu 305438-3')).toBe('CSQU3054383');
  });

  it('looks at a limited length only', () => {
    expect(plainForm('x'.repeat(10 * longestText)).length).toBe(longestText);
  });
});

describe('a company name', () => {
  it.each([
    ['西安华丰物流有限公司', '西安华丰物流有限责任公司'],
    ['西安华丰物流有限公司', '西安华丰物流股份有限公司'],
    ['西安华丰物流有限公司', ' 西安 华丰　物流有限公司 '],
    ['中铁（北京）物流有限公司', '中铁(北京)物流有限公司'],
    ['中铁【北京】物流有限公司', '中铁北京物流有限公司'],
    ['中铁〔北京〕物流有限公司', '中铁「北京」物流有限公司'],
    ['ＡＢＣ国际货运代理有限公司', 'abc国际货运代理有限公司'],
    ['山东黄河粮油集团有限公司', '山东黄河粮油（集团）有限公司'],
    ['华丰·物流公司', '华丰物流有限公司'],
    ['Red River Logistics Co., Ltd.', 'RED RIVER LOGISTICS COMPANY LIMITED'],
    ['Red River Logistics Co Ltd', 'Red River Logistics'],
  ])('%s is the same as %s', (one, other) => {
    expect(normaliseCompanyName(one)).toBe(normaliseCompanyName(other));
  });

  it.each([
    ['西安华丰物流有限公司', '西安华丰物流有限公司重庆分公司'],
    ['西安华丰物流有限公司', '西安华丰商贸有限公司'],
    ['中铁北京物流有限公司', '中铁天津物流有限公司'],
    ['华丰分公司', '华丰公司'],
    ['华丰总公司', '华丰公司'],
    ['Incotrade Ltd', 'Trade Ltd'],
  ])('%s is another than %s', (one, other) => {
    expect(normaliseCompanyName(one)).not.toBe(normaliseCompanyName(other));
  });

  it('keeps a name that is nothing but a legal form, and has nothing for nothing', () => {
    expect(normaliseCompanyName('有限公司')).toBe('有限公司');
    expect(normaliseCompanyName(' -- ')).toBe('');
  });

  it('is not changed by a second time', () => {
    for (const name of [
      '山东黄河粮油（集团）有限责任公司',
      'Red River Logistics Co., Ltd.',
      '华丰物流（西安）',
    ]) {
      expect(normaliseCompanyName(normaliseCompanyName(name))).toBe(normaliseCompanyName(name));
    }
  });
});

describe('an address', () => {
  it.each([
    ['山东省济南市历下区泉城路十二号', '济南历下区 泉城路12號'],
    ['陕西省西安市灞桥区港务西路99号', '西安市灞桥区港务西路９９号'],
    ['陕西西安市灞桥区港务西路99号', '西安灞桥区港务西路99号'],
    ['重庆市沙坪坝区大学城南路8号', '重庆沙坪坝区大学城南路8号'],
    ['上海市上海市杨浦区军工路100号', '上海杨浦区军工路100号'],
    ['北京市市辖区丰台区南四环西路188号', '北京市丰台区南四环西路188号'],
    ['中国江苏省苏州市工业园区星湖街328号，A座', '苏州市工业园区星湖街328号A座'],
    ['新疆维吾尔自治区乌鲁木齐市米东区一号', '新疆乌鲁木齐市米东区1号'],
    ['吉林市蛟河市民主路1号', '吉林省吉林市蛟河市民主路一号'],
    ['吉林省吉林市船营区吉林大街二十五号', '吉林市船营区吉林大街25号'],
    ['广州市黄埔区开创大道1-2号（仓库）', '广州市黄埔区开创大道1－2号 仓库'],
  ])('%s is the same as %s', (one, other) => {
    expect(normaliseAddress(one)).toBe(normaliseAddress(other));
  });

  it.each([
    ['重庆市沙坪坝区大学城南路8号', '重庆市沙坪坝区大学城南路88号'],
    ['西安市灞桥区港务西路9-9号', '西安市灞桥区港务西路99号'],
    ['南京市鼓楼区中山路1号', '徐州市鼓楼区中山路1号'],
  ])('%s is another than %s', (one, other) => {
    expect(normaliseAddress(one)).not.toBe(normaliseAddress(other));
  });

  it('keeps the name of the city where the city is called like its province', () => {
    expect(normaliseAddress('吉林省吉林市船营区')).toBe('吉林船营区');
    expect(normaliseAddress('吉林省长春市南关区')).toBe('长春南关区');
  });

  it('does not take numbers in street names for house numbers', () => {
    expect(normaliseAddress('沈阳市和平区三好街五号')).toBe('沈阳和平区三好街5号');
  });
});

describe('a phone for comparing', () => {
  it('has no extension', () => {
    expect(normalisePhone('021-61234567-801')).toBe('+862161234567');
    expect(normalisePhone('021 6123 4567')).toBe('+862161234567');
  });

  it('is empty when there is none in the text', () => {
    expect(normalisePhone('未知')).toBe('');
    expect(normalisePhone('')).toBe('');
    expect(normalisePhone('1')).toBe('');
  });
});
