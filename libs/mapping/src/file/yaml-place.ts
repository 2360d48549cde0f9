/** Where something stands in the file; lines and columns count from 1, `keyPath` is `map/items/map/number`. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
  readonly keyPath: string;
}
