import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { GrantedScope } from '#libs/partners';

export const neededScopes = Symbol('bianzu.scopes');

/** The caller needs one of these scopes, a wider one, or a part of one. A route without this decorator is closed to everybody. */
export function Needs(...scopes: GrantedScope[]): CustomDecorator<symbol> {
  return SetMetadata(neededScopes, scopes);
}

/** Open to everybody: health and documentation. */
export function Open(): CustomDecorator<symbol> {
  return SetMetadata(neededScopes, 'open');
}
