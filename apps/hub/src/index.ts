export { HubModule } from './hub.module.js';
