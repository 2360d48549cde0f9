/**
 * A value that is made when it is first asked for. A schema of ours takes longer to compile than its module to load, and many
 * load the module and never read such a file.
 */
export function onFirstUse<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
