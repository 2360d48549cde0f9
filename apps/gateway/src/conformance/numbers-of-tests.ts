import type { JournalUnitOfWork } from '#libs/journal';

/** Control numbers of tests begin behind this one, and those of real interchanges do not come so far. */
const lastOfReal = 900_000_000;
const span = 99_000_000;

/**
 * Interchanges that are tests are numbered by counters of their own: in the series that the partner counts nothing is
 * missing, and no answer can be taken for that to another interchange.
 */
export function numbersOfTests(unit: JournalUnitOfWork): Pick<JournalUnitOfWork, 'takeControlNumbers'> {
  return {
    takeControlNumbers: async (counter, count) => {
      const first = await unit.takeControlNumbers(`${counter}/test`, count);
      return lastOfReal + ((first - 1) % span) + 1;
    },
  };
}
