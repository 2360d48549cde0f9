export function startRabbitMq(): Promise<{ readonly url: string; stop(): Promise<void> }>;
