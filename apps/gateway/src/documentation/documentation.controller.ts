import { Controller, Get, Header } from '@nestjs/common';
import { answersXsd } from '#libs/interfaces';
import { LiveConfiguration } from '#libs/runtime';
import { Open } from '../security/scope.js';
import { asyncApiDocument, openApiDocument, problemXsd } from './interface-documents.js';

/** The interfaces, described for programs; the page to try them is at `/docs`. */
@Controller()
@Open()
export class DocumentationController {
  constructor(private readonly configuration: LiveConfiguration) {}

  @Get('openapi.json')
  openApi(): object {
    return openApiDocument(this.configuration.current);
  }

  /** The XML form of answers, made from the same document. */
  @Get('openapi/answers.xsd')
  @Header('content-type', 'application/xml; charset=utf-8')
  answers(): string {
    return answersXsd(openApiDocument(this.configuration.current));
  }

  /** The XML form of problems, as RFC 9457 has it. */
  @Get('openapi/problem.xsd')
  @Header('content-type', 'application/xml; charset=utf-8')
  problem(): string {
    return problemXsd();
  }

  @Get('asyncapi.json')
  asyncApi(): object {
    return asyncApiDocument(this.configuration.current);
  }
}
