/** SQLSTATE classes that say something of the server, not of the statement (PostgreSQL, appendix A). */
const classesOfTheServer = ['08', '28', '40', '53', '57', '58'];
const codesOfTheServer = [
  // idle_in_transaction_session_timeout: we stood still for too long, and nothing of the transaction is left
  '25P03',
  // a standby, or a server that was told to write nothing
  '25006',
  // the database of this name is being restored
  '3D000',
];
const errnoCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
];

/**
 * Whether the database failed for reasons that pass by: it is away, full, restarting, a standby, lets
 * nobody in, or two transactions collided. TypeORM releases a connection that is lost in the middle of a transaction, and tells of it only that
 * it was released.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message, name } = (error ?? {}) as { code?: unknown; message?: unknown; name?: unknown };
  if (typeof name === 'string' && name.endsWith('AlreadyReleasedError')) return true;
  if (typeof code === 'string')
    return (
      errnoCodes.includes(code) ||
      codesOfTheServer.includes(code) ||
      classesOfTheServer.includes(code.slice(0, 2))
    );
  return (
    typeof message === 'string' &&
    /connection (terminated|ended|closed|error)|timeout exceeded when trying to connect|not connected|client was closed/i.test(
      message,
    )
  );
}
