export { Credential, scopes, type Scope } from './credential.entity.js';
export { Credentials } from './credentials.js';
export type { Principal } from './principal.js';
export { Credentials1700000000150 } from './migrations/1700000000150-credentials.js';
export { Secrets1700000000351 } from './migrations/1700000000351-secrets.js';
export { Remembered } from './remembered.js';
export { NotOurSecret, SecretKeys } from './secrets/secret-keys.js';
export {
  NoSecretKey,
  SecretStore,
  WrongSecret,
  type PutOptions,
  type SecretInfo,
  type SecretKind,
} from './secrets/secret-store.js';
