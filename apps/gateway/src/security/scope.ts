import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { GrantedScope } from '#libs/partners';

export const neededScopes = Symbol('bianzu.scopes');

/** The caller needs one of these scopes, a wider one, or a part of one. A route without this decorator is closed to everybody. */
export function Needs(...scopes: GrantedScope[]): CustomDecorator<symbol> {
  return SetMetadata(neededScopes, scopes);
}

/** Whoever has a token that is good. */
export function Known(): CustomDecorator<symbol> {
  return SetMetadata(neededScopes, 'known');
}

export const narrowsToPartners = Symbol('bianzu.narrows-to-partners');

/**
 * The route shows a person who is for some partners nothing of others. Routes without this are closed to such people,
 * whatever their roles.
 */
export function NarrowsToPartners(): CustomDecorator<symbol> {
  return SetMetadata(narrowsToPartners, true);
}

/** Open to everybody: health and documentation. */
export function Open(): CustomDecorator<symbol> {
  return SetMetadata(neededScopes, 'open');
}
