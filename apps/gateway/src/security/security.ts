import type { Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  ClientRegister,
  Clients,
  Credentials,
  LoginAllowances,
  Logins,
  People,
  Sessions,
  SigningKeys,
  TokenIssuer,
  TokenVerifier,
  UsedNonces,
} from '#libs/partners';
import type { Runtime } from '#libs/runtime';
import { Authentication } from './authentication.js';
import { Connections } from './connection.js';
import { ClientAuthentication } from './oauth/client-authentication.js';
import { ClientsController } from './people/clients.controller.js';
import { LoginLimiter, loginsAtOnce, loginsPerSecond } from './people/login-limiter.js';
import { OwnPasswordController } from './people/own-password.controller.js';
import { PeopleController } from './people/people.controller.js';
import { SecretsController } from './people/secrets.controller.js';
import { SessionsController } from './people/sessions.controller.js';
import { RateLimiter } from './rate-limiter.js';
import { ReceivingRights } from './receiving-rights.js';
import { SendingRights } from './sending-rights.js';
import { SignedRequests } from './signed-requests.js';
import { ScopeGuard } from './scope.guard.js';

/** Logging in, and what people do about accounts, secrets and clients. */
export const peopleControllers = [
  SessionsController,
  OwnPasswordController,
  PeopleController,
  SecretsController,
  ClientsController,
];

/** Everything that decides who is let in (docs/security.md), for all controllers. */
export function security({ dataSource, audit, secrets, settings }: Runtime): Provider[] {
  const { publicUrl, audience, tokenSeconds, foreignIssuer, trustedProxies, ...limits } = settings.security;
  const terms = { issuer: publicUrl, audience, tokenSeconds };
  const keys = new SigningKeys(secrets);
  const issuer = new TokenIssuer(keys, terms);
  const limiter = new RateLimiter(limits.requestsPerSecond, limits.requestBurst);
  const people = new People(dataSource, audit);
  const connections = new Connections(trustedProxies);
  const allowances = new LoginAllowances(dataSource, loginsPerSecond, loginsAtOnce);
  return [
    { provide: Credentials, useValue: new Credentials(dataSource) },
    { provide: Clients, useValue: new Clients(dataSource) },
    { provide: ClientRegister, useValue: new ClientRegister(dataSource, audit) },
    { provide: UsedNonces, useValue: new UsedNonces(dataSource) },
    { provide: SigningKeys, useValue: keys },
    { provide: TokenIssuer, useValue: issuer },
    { provide: TokenVerifier, useValue: new TokenVerifier(keys, terms, foreignIssuer) },
    { provide: People, useValue: people },
    { provide: Logins, useValue: new Logins(dataSource, people, audit) },
    { provide: LoginLimiter, useValue: new LoginLimiter(allowances, connections) },
    { provide: Sessions, useValue: new Sessions(dataSource, issuer) },
    { provide: Connections, useValue: connections },
    { provide: RateLimiter, useValue: limiter },
    Authentication,
    ClientAuthentication,
    SendingRights,
    ReceivingRights,
    SignedRequests,
    { provide: APP_GUARD, useClass: ScopeGuard },
  ];
}
