export { Credential, scopes, type Scope } from './credential.entity.js';
export { Credentials, type Principal } from './credentials.js';
export { Credentials1700000000150 } from './migrations/1700000000150-credentials.js';
