import type { CodeTable } from '../code-lists/code-table.js';
import { countries } from './countries.js';
import { currencies } from './currencies.js';
import { divisions } from './divisions.js';

let loaded: readonly CodeTable[] | undefined;

/** The lists that come from npm packages instead of files; read once per process. */
export function packageTables(): readonly CodeTable[] {
  loaded ??= [countries(), currencies(), divisions()];
  return loaded;
}
