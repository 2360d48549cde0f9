export { ClientRegister, type ClientInfo } from './client-register.js';
export { assertionAlgorithms, Clients, type Client } from './clients.js';
export {
  Credential,
  scopes,
  type CredentialKind,
  type GrantedScope,
  type Scope,
} from './credential.entity.js';
export { Credentials, type KeyHolder } from './credentials.js';
export { allowsEveryType, allowsType, isGrantedScope, narrowed, opens } from './granted-scopes.js';
export { type Principal } from './principal.js';
export { Credentials1700000000150 } from './migrations/1700000000150-credentials.js';
export { Secrets1700000000351 } from './migrations/1700000000351-secrets.js';
export { Clients1700000000352 } from './migrations/1700000000352-clients.js';
export { People1700000000353 } from './migrations/1700000000353-people.js';
export { LoginPlaces1700000000355 } from './migrations/1700000000355-login-places.js';
export { SessionFamilies1700000000354 } from './migrations/1700000000354-session-families.js';
export { LoginAllowances } from './people/login-allowances.js';
export { Logins, type LoginOutcome } from './people/logins.js';
export { PasswordsBusy } from './people/passwords.js';
export {
  OwnRoles,
  People,
  WrongPerson,
  type NewPerson,
  type Person,
  type PersonChange,
} from './people/people.js';
export { Sessions, type SessionTokens } from './people/sessions.js';
export { roles, scopesOf, scopesOfClients, type Role } from './people/roles.js';
export { endingSecrets, warnedDays, type EndingSecret } from './secrets/ending-secrets.js';
export { ownOwner, secretsFor } from './secrets/secrets-for.js';
export { NotOurSecret, SecretKeys } from './secrets/secret-keys.js';
export {
  NoSecretKey,
  SecretStore,
  WrongSecret,
  type PutOptions,
  type SecretInfo,
  type SecretKind,
} from './secrets/secret-store.js';
export type { ClaimNames, VerifiedToken } from './tokens/principal-of-claims.js';
export { ourOwnSecrets, signingAlgorithm, SigningKeys } from './tokens/signing-keys.js';
export { TokenIssuer, type IssuerTerms, type TokenSubject } from './tokens/token-issuer.js';
export { IssuerAway, TokenVerifier, type ForeignIssuer } from './tokens/token-verifier.js';
export { UsedNonces } from './used-nonces.js';
