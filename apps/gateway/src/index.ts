export { GatewayModule } from './gateway.module.js';
export { createHttpApp } from './http-app.js';
export { RateLimiter } from './security/rate-limiter.js';
export { MonthlyReports } from './statistics/monthly-reports.js';
