/** SQLSTATE classes that say something of the server, not of the statement (PostgreSQL, appendix A). */
const classesOfTheServer = ['08', '40', '53', '57', '58'];
const errnoCodes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'];

/** Whether the database failed for reasons that pass by: it is away, full, restarting, or two transactions collided. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string')
    return errnoCodes.includes(code) || classesOfTheServer.includes(code.slice(0, 2));
  return (
    typeof message === 'string' &&
    /connection (terminated|ended|closed|error)|timeout exceeded when trying to connect|not connected|client was closed/i.test(
      message,
    )
  );
}
