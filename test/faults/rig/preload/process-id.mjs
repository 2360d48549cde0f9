/**
 * Loaded before a process of Bianzu (`node --import`): requests that it makes over HTTP say which process has made them, so
 * that a test can end the one that is waiting for an answer.
 */
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const { request } = http;
http.request = (url, options, ...more) =>
  request(url, { ...options, headers: { ...options?.headers, 'fault-process': process.pid } }, ...more);
syncBuiltinESMExports();
