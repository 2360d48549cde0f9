import type { Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CodeListFeed, CodeListProposals, IdempotentAnswers, SignedCursors } from '#libs/interfaces';
import type { Runtime } from '#libs/runtime';
import { openApiDocument } from '../documentation/interface-documents.js';
import { ConventionsGuard } from './conventions.guard.js';
import type { InterfaceDocument } from './interface-document.js';
import { Operations } from './operations.js';
import { XmlAnswers } from './xml-answers.js';

/** The conventions of the service interfaces (docs/interfaces.md), each in one place, for all controllers. */
export function conventions({ dataSource, configuration }: Runtime): Provider[] {
  const described = openApiDocument(configuration.current);
  const document = described as unknown as InterfaceDocument;
  return [
    { provide: Operations, useValue: new Operations(document) },
    { provide: XmlAnswers, useValue: new XmlAnswers(described, configuration) },
    { provide: SignedCursors, useValue: new SignedCursors(dataSource) },
    { provide: CodeListProposals, useValue: new CodeListProposals(dataSource) },
    { provide: CodeListFeed, useValue: new CodeListFeed(dataSource) },
    { provide: IdempotentAnswers, useValue: new IdempotentAnswers(dataSource) },
    { provide: APP_GUARD, useClass: ConventionsGuard },
  ];
}
