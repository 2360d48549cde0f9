import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { ConfigurationFollower } from './configuration-follower.js';

/** Lets the follower of a process work as long as its application runs. */
export class FollowConfiguration implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly follower: ConfigurationFollower) {}

  onApplicationBootstrap(): Promise<void> {
    return this.follower.open();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.follower.close();
  }
}
