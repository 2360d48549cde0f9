import type { CodeEntry, CodeLists } from '#libs/base-data';

const stations: readonly CodeEntry[] = [
  { code: 'CDW', zh: '成都', en: 'Chengdu', attributes: { tmis: '30062' } },
  { code: 'CQW', zh: '重庆', en: 'Chongqing', attributes: { tmis: '47699' }, validTo: '2025-12-31' },
];
const local: Readonly<Record<string, string>> = { 'sys-1:A1': 'CDW', 'sys-2:成': 'CDW' };

const validOn = (entry: CodeEntry, at: string | undefined): boolean =>
  at === undefined || entry.validTo === undefined || at <= entry.validTo;
const entriesOf = (list: string, at?: string): CodeEntry[] =>
  list === 'stations' ? stations.filter((entry) => validOn(entry, at)) : [];

/** Two stations and two cross-references, small enough to see through: for the tests of this library. */
export const exampleCodeLists: CodeLists = {
  names: () => ['stations'],
  hasList: (list) => list === 'stations',
  entries: entriesOf,
  find: (list, code, at) => entriesOf(list, at).find((entry) => entry.code === code),
  findBy: (list, attribute, value, at) =>
    entriesOf(list, at).find(
      (entry) =>
        (attribute === 'zh' || attribute === 'en' ? entry[attribute] : entry.attributes[attribute]) === value,
    ),
  toStandard: (_list, system, code, at) => {
    const standard = local[`${system}:${code}`];
    return standard === undefined || !entriesOf('stations', at).some((entry) => entry.code === standard)
      ? undefined
      : standard;
  },
  toLocal: (_list, system, code) =>
    Object.entries(local)
      .find(([key, standard]) => key.startsWith(`${system}:`) && standard === code)?.[0]
      .slice(system.length + 1),
};
