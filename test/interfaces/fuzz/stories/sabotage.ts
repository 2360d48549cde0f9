import type { Installation } from '../../../support/installation.js';

type Content = { readonly number: number; readonly place: string; readonly sha256: string };

/** While the work is done, a mapping is missing in every version of the configuration, as if the database had lost it. */
export async function sabotaged(hub: Installation, work: () => Promise<void>): Promise<void> {
  const { dataSource } = hub.gateway;
  const [lost] = await dataSource.query<[Content[], number]>(
    `DELETE FROM configuration_content WHERE place = 'mappings/sys-1/order-to-transport-order.yaml' RETURNING *`,
  );
  if (lost.length === 0) throw new Error('there is no such mapping');
  await work();
  for (const { number, place, sha256 } of lost)
    await dataSource.query('INSERT INTO configuration_content (number, place, sha256) VALUES ($1, $2, $3)', [
      number,
      place,
      sha256,
    ]);
}
