import { Controller, Get } from '@nestjs/common';
import { LiveConfiguration } from '#libs/runtime';
import { Open } from '../security/scope.js';
import { asyncApiDocument, openApiDocument } from './interface-documents.js';

/** The interfaces, described for programs; the page to try them is at `/docs`. */
@Controller()
@Open()
export class DocumentationController {
  constructor(private readonly configuration: LiveConfiguration) {}

  @Get('openapi.json')
  openApi(): object {
    return openApiDocument(this.configuration.current);
  }

  @Get('asyncapi.json')
  asyncApi(): object {
    return asyncApiDocument(this.configuration.current);
  }
}
