/** The members of a `FreightLine` with their types in SQL. */
export const lineColumns = `month text, basis text, category text, origin text, destination text, bureau text,
  consignments bigint, kg numeric, teu numeric, wagons bigint, pieces bigint, revenue numeric`;
