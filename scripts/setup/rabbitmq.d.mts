export interface PrivateRabbitMq {
  readonly url: string;
  /** Ends the node at once. */
  kill(): Promise<void>;
  /** After `kill`: on the same data and port. Rejects when it does not come up. */
  startAgain(): Promise<void>;
  /** An order of `rabbitmqctl`, which waits until it is done. */
  control(...args: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export function startRabbitMq(): Promise<PrivateRabbitMq>;

/** Nodes that form one cluster; `stop` of any of them stops all. */
export function startRabbitMqCluster(size: number): Promise<PrivateRabbitMq[]>;
