/**
 * A rule of our own for the linter: what is imported for its type only is imported by `import type`, except in files with
 * decorators. Those leave the types of constructor arguments in the program, and Nest finds by them what to hand in.
 *
 * The linter's `typescript/consistent-type-imports` does not make this exception (oxc-project/oxc, issue 13609). It is used
 * where Nest makes no classes, this one where it does.
 */
const typeImports = {
  create(context) {
    const imports = [];
    let hasDecorators = false;
    return {
      ImportDeclaration: (node) => imports.push(node),
      Decorator: () => (hasDecorators = true),
      TSImportType: (node) => context.report({ node, message: 'Import the type at the top of the file.' }),
      'Program:exit'() {
        if (hasDecorators) return;
        const names = imports.flatMap((node) => context.sourceCode.getDeclaredVariables(node));
        for (const { name, node } of names.filter(isTypeInDisguise).map(declared)) {
          context.report({ node, message: `'${name}' is imported for its type only: use 'import type'.` });
        }
      },
    };
  },
};

export default { meta: { name: 'bianzu' }, rules: { 'type-imports': typeImports } };

/** Imported as a value, used, and never as a value. */
function isTypeInDisguise({ defs: [definition], references }) {
  const { parent, node } = definition;
  const isTypeImport = parent.importKind === 'type' || node.importKind === 'type';
  return !isTypeImport && references.length > 0 && references.every(isOfType);
}

function isOfType({ isValueReference, identifier }) {
  return !isValueReference || isInTypeQuery(identifier);
}

/** `typeof name` where a type stands, also with members: `typeof name.member`. */
function isInTypeQuery({ parent }) {
  let node = parent;
  while (node.type === 'TSQualifiedName') node = node.parent;
  return node.type === 'TSTypeQuery';
}

function declared({ name, defs: [{ node }] }) {
  return { name, node };
}
