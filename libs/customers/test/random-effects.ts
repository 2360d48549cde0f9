import type { PlainValue } from '#libs/message';
import type { CanonicalEffect } from '#libs/journey';
import { codes, orderEffect, partyEffect, statusEffect } from './effects.js';

type Random = () => number;

const names = [
  '西安华丰物流有限公司',
  '华丰物流',
  '（西安）華豐物流有限责任公司',
  'Huafeng Co., Ltd.',
  '北京大成贸易有限公司',
  '大成',
];
const phones = ['13509012810', '+86 135 0901 2810', '029-83001234', '13700000000', '无'];
const lines = ['陕西省西安市灞桥区港务西路99号', '西安灞桥区港务西路99号', '北京市朝阳区建国路1号'];

/** Few names, codes and numbers, so that records meet, split, and change what they meet by. */
export function randomEffects(random: Random, size: number): CanonicalEffect[] {
  return Array.from({ length: size }, () => randomEffect(random));
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function randomEffect(random: Random): CanonicalEffect {
  const system = `sys-${1 + Math.floor(random() * 3)}`;
  const hour = String(Math.floor(random() * 4)).padStart(2, '0');
  const time = `2026-03-16T${hour}:00:00+08:00`;
  const order = `O${Math.floor(random() * 6)}`;
  const kind = random();
  if (kind < 0.4) return partyEffect(system, randomParty(random, 1), time);
  if (kind < 0.8) {
    const consignee = randomParty(random, 0.3);
    return orderEffect(system, order, randomParty(random, 0.6), { issuedAt: time, consignee });
  }
  const status = pick(random, ['30', '40', '60']);
  return statusEffect(system, `S${Math.floor(random() * 9)}`, status, time, { type: 'order', value: order });
}

function randomParty(random: Random, identified: number): Record<string, PlainValue> {
  const party: Record<string, PlainValue> = { name: pick(random, names) };
  if (random() < identified) party['identifier'] = `K${Math.floor(random() * 6)}`;
  if (random() < 0.3) party['creditCode'] = pick(random, Object.values(codes));
  if (random() < 0.6) party['phones'] = [pick(random, phones)];
  if (random() < 0.4) party['address'] = { line: pick(random, lines) };
  if (random() < 0.2) party['contacts'] = [{ name: '王建国', phone: pick(random, phones) }];
  return party;
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}
