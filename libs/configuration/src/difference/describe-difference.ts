import type { Language } from '#libs/message';
import type { FieldDifference, PartDifference, PartKind } from './configuration-difference.js';

const kinds: Readonly<Record<PartKind, Readonly<Record<Language, string>>>> = {
  partner: { zh: '合作方', en: 'partner' },
  connection: { zh: '连接', en: 'connection' },
  agreement: { zh: '协议', en: 'agreement' },
  destination: { zh: '目的地', en: 'destination' },
  route: { zh: '路由', en: 'route' },
  mapping: { zh: '映射', en: 'mapping' },
  schema: { zh: '结构定义', en: 'schema' },
  'code-list': { zh: '代码表', en: 'code list' },
};
const changes = {
  added: { zh: '新增', en: 'added' },
  changed: { zh: '变更', en: 'changed' },
  removed: { zh: '删除', en: 'removed' },
} as const;
const longestValue = 200;

/** Lines for people: the part and what happens to it, below it each field with its old and its new value. */
export function describeDifference(
  { kind, name, change, fields, usedBy }: PartDifference,
  language: Language,
): string[] {
  const state = change === 'added' ? fields.find(({ field }) => field === 'state')?.after : undefined;
  const note = typeof state === 'string' ? ` (${state})` : '';
  const users =
    usedBy.length === 0 ? '' : `${language === 'zh' ? '，用于 ' : ', used by '}${usedBy.join(', ')}`;
  const head = `${kinds[kind][language]} ${name} ${changes[change][language]}${note}${users}`;
  return [head, ...(change === 'changed' ? fields.map((one) => `  ${fieldLine(one, language)}`) : [])];
}

function fieldLine({ field, before, after }: FieldDifference, language: Language): string {
  const none = language === 'zh' ? '（无）' : '(none)';
  const text = (value: unknown): string => {
    if (value === undefined) return none;
    const written = typeof value === 'string' ? value : JSON.stringify(value);
    return written.length > longestValue ? `${written.slice(0, longestValue)}…` : written;
  };
  return `${field}: ${text(before)} -> ${text(after)}`;
}
