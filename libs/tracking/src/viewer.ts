/**
 * Whose eyes look: everybody's (`all`), for operators and authorities, or those of certain partners. What a partner sent
 * itself is its own, and so is what names it as a party: then its credit code leads to its customer in the store.
 */
export type Viewer =
  | { readonly all: true }
  | { readonly all: false; readonly systems: readonly string[]; readonly creditCodes: readonly string[] };

/** As parameters of a statement: `$n` whether all, systems, credit codes. */
export function viewerParameters(viewer: Viewer): [boolean, readonly string[], readonly string[]] {
  return viewer.all ? [true, [], []] : [false, viewer.systems, viewer.creditCodes];
}

/**
 * The party records that have one of these credit codes themselves. Not those that matching has put beside them: a partner
 * could bring that about by naming others' names and phones.
 * @param codes placeholder of the statement, as `$3`
 */
export function ownPartyRecords(codes: string): string {
  return `SELECT party_record_id FROM party_key WHERE kind = 'credit-code' AND value = ANY(${codes}::text[])`;
}
