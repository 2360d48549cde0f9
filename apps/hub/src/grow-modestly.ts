import { setFlagsFromString } from 'node:v8';

/**
 * Lets the memory of this process grow by a part of what is in use before it is cleaned up. V8 by itself waits until it has
 * several times that, as if the machine were its own; a hub shares it with its PostgreSQL and whatever else is there. Cleaning up
 * more often costs speed (a worker lost a quarter at a third), so gateways and workers do without. To be called before anything
 * is loaded.
 */
export function growModestly(): void {
  setFlagsFromString('--heap-growing-percent=60');
}
