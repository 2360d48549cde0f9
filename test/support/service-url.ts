/** The address of a service that the tests need. Throws, instead of leaving tests out, when there is none. */
export function serviceUrl(variable: 'DATABASE_URL' | 'AMQP_URL'): string {
  const url = process.env[variable];
  if (url === undefined || url === '') {
    throw new Error(
      `${variable} is not set. Run the tests with: node scripts/with-services.mjs -- <command>`,
    );
  }
  return url;
}
