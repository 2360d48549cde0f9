import { endingSecrets } from '#libs/partners';
import { finding, type Examination, type Finding } from './finding.js';

/** Secrets and certificates that nobody has replaced in time: a partner that cannot be reached is found out about too late. */
export async function checkSecrets({ dataSource, nowMs }: Examination): Promise<Finding[]> {
  const ending = await endingSecrets(dataSource, nowMs);
  const named = ending.map(
    ({ owner, name, kind, validUntil }) => `${kind} ${owner}/${name}: ${validUntil.toISOString()}`,
  );
  return finding('secret-ends', ending.length, named);
}
