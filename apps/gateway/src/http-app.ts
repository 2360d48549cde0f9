import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SignedCursors } from '#libs/interfaces';
import type { Runtime } from '#libs/runtime';
import { NestLogger } from '#libs/telemetry';
import { tellInHeaders } from './conventions/answer-headers.js';
import { answerInForm } from './conventions/answer-in-form.js';
import { answerBrokenRequest, answerWrongAddress } from './conventions/before-the-routes.js';
import { Operations } from './conventions/operations.js';
import { sealCursors } from './conventions/seal-cursors.js';
import { XmlAnswers } from './conventions/xml-answers.js';
import { openApiDocument } from './documentation/interface-documents.js';
import type { DynamicModule } from '@nestjs/common';
import { tlsOptions } from './security/tls-options.js';
import { countAnswers } from './telemetry/count-answers.js';
import { IntakeTelemetry } from './telemetry/intake-telemetry.js';

/** Longer than the slowest honest sender needs for its headers. */
const headersTimeoutMs = 20_000;

/**
 * The HTTP side of a process: bodies are left as streams, because a message is bytes and not what some parser thinks of
 * it; limits on headers and slow senders; the transport attached.
 */
export async function createHttpApp(
  module: DynamicModule,
  { transport, settings, configuration, telemetry }: Runtime,
): Promise<NestFastifyApplication> {
  const tls = tlsOptions(settings.security);
  const requestTimeoutMs = settings.requestSeconds * 1_000;
  // how often it is looked whose time is over; whose it is hears 408
  const connectionsCheckingInterval = Math.min(10_000, requestTimeoutMs / 4);
  const serverOptions = {
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
    maxHeaderSize: 16 * 1024,
    connectionsCheckingInterval,
  };
  const adapter = new FastifyAdapter({
    bodyLimit: settings.maxBodyBytes,
    // after the answer that says it
    connectionTimeout: requestTimeoutMs + 2 * connectionsCheckingInterval,
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: 'idle',
    frameworkErrors: answerWrongAddress,
    clientErrorHandler: answerBrokenRequest,
    // Fastify reads both for either kind of server
    http: serverOptions,
    ...(tls === undefined ? {} : { https: { ...tls, ...serverOptions } }),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLogger(telemetry.log),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  tellInHeaders(fastify, app.get(Operations));
  sealCursors(fastify, app.get(Operations), app.get(SignedCursors));
  // after the cursors: they are in XML as they are in JSON
  answerInForm(fastify, app.get(Operations), app.get(XmlAnswers));
  countAnswers(fastify, app.get(IntakeTelemetry));
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  // the page only; the document comes from the running configuration
  const page = { ...openApiDocument(configuration.current), openapi: '3.1.0' } as unknown as OpenAPIObject;
  SwaggerModule.setup('docs', app, page, { raw: false });
  app.connectMicroservice({ strategy: transport }, { inheritAppConfig: false });
  return app;
}
