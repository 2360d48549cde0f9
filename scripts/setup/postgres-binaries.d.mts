export interface ServerOwner {
  readonly uid: number;
  readonly gid: number;
}

export function postgresBinaries(): Promise<{
  readonly initdb: string;
  readonly postgres: string;
  /** Whom the server runs as; undefined: as ourselves. */
  readonly owner: ServerOwner | undefined;
}>;

export function folderOfTheServer(wanted: string, owner: ServerOwner | undefined, name: string): string;
