export { createWorkerApp } from './worker-app.js';
export { WorkerModule } from './worker.module.js';
