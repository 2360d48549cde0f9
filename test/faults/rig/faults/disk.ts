import { setTimeout as pause } from 'node:timers/promises';
import { servicesOf, type Fault } from './fault.js';

export const disk: Readonly<Record<string, Fault>> = {
  'disk-full': async (context) => {
    const services = servicesOf(context);
    if (services.disk === undefined) throw new Error('the services have no small disk');
    services.disk.fill();
    await pause(context.awayMs);
    services.disk.free();
    await services.reviveDatabase();
    return `${context.awayMs} ms`;
  },
};
