import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemIds, type SystemId } from './transmission.js';

export interface Station {
  /** 电报码 */
  readonly telegraph: string;
  readonly tmis: string;
  readonly name: string;
  readonly bureau: string;
}

/** What the simulated systems know of the network, from the hub's own code lists. */
export interface ReferenceData {
  /** Stations of a bureau: places where freight is handled. */
  readonly stations: readonly Station[];
  /** Stations that have a depot in every system with depot codes of its own. */
  readonly hubs: readonly Station[];
  /** The system's own code of a hub. */
  depotCode(system: SystemId, station: Station): string;
}

/**
 * Reads `stations.csv` and `cross-references/stations/<system>.csv`.
 * @param codeListsRoot the folder `code-lists`
 */
export function readReferenceData(codeListsRoot: string): ReferenceData {
  const stations = readTable(join(codeListsRoot, 'stations.csv'))
    .filter((row) => row['bureau'] !== '')
    .map((row) => ({
      telegraph: row['code']!,
      tmis: row['tmis']!,
      name: row['zh']!,
      bureau: row['bureau']!,
    }));
  const depots = new Map<SystemId, Map<string, string>>();
  for (const system of systemIds) {
    if (system !== 'sys-5' && system !== 'sys-6') continue;
    const rows = readTable(join(codeListsRoot, 'cross-references', 'stations', `${system}.csv`));
    depots.set(system, new Map(rows.map((row) => [row['standard_code']!, row['local_code']!])));
  }
  const hubs = stations.filter((station) =>
    [...depots.values()].every((codes) => codes.has(station.telegraph)),
  );
  return {
    stations,
    hubs,
    depotCode(system, station) {
      const code = depots.get(system)?.get(station.telegraph);
      if (code === undefined) throw new Error(`${system} has no depot at ${station.name}`);
      return code;
    },
  };
}

function readTable(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, ''));
    const plain = values.map((cell) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    );
    return Object.fromEntries(names.map((name, index) => [name, plain[index] ?? '']));
  });
}
