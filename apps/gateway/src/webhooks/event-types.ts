import type { Configuration } from '#libs/configuration';
import type { Partner } from '#libs/routing';
import { canonicalEventType, verdictTypes } from '#libs/webhooks';

/** Something that a partner may subscribe to. */
export interface EventTypeView {
  readonly type: string;
  /** Schema of the data; its component in the OpenAPI document. */
  readonly schema: string;
  /** `own`: what the partner sends itself; `granted`: also what others send, as far as the partner's file says. */
  readonly about: 'own' | 'granted';
}

/**
 * What the partner may subscribe to: what becomes of its own messages, the canonical messages that these are made into, and those of
 * others of which its file grants it any. Which of them it is told is decided message by message.
 */
export function eventTypesFor(partner: Partner, configuration: Configuration): EventTypeView[] {
  const granted = new Set(partner.events.flatMap(({ types }) => types));
  const own = new Set(partner.agreements.flatMap((agreement) => schemasOf(agreement, configuration)));
  const canonical = configuration.canonicalTypes.flatMap(({ type, version, schema }): EventTypeView[] => {
    if (!granted.has(type) && !own.has(schema)) return [];
    const about = granted.has(type) ? 'granted' : 'own';
    return [{ type: canonicalEventType(type, version), schema: componentOf(type, version), about }];
  });
  const verdicts = Object.values(verdictTypes).map((type): EventTypeView => ({
    type,
    schema: componentName('MessageVerdict'),
    about: 'own',
  }));
  return [...verdicts, ...canonical];
}

/** The canonical schemas that messages under an agreement become; the agreement's own when nothing is mapped. */
function schemasOf(
  { schema, mappings }: Partner['agreements'][number],
  { mapping }: Pick<Configuration, 'mapping'>,
): string[] {
  return mappings.length === 0 ? [schema] : mappings.flatMap((name) => mapping(name)?.to.schema ?? []);
}

function componentOf(type: string, version: number): string {
  return componentName(version === 1 ? type : `${type}-${version}`);
}

function componentName(name: string): string {
  return `/openapi.json#/components/schemas/${name}`;
}
