/** Installs the Debian package when there is no RabbitMQ. @throws Error with what to do by hand */
export function ensureRabbitMq(): Promise<void>;
