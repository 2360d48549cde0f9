/**
 * `METHOD /path` of every route in the tree that Fastify prints, with parameters as OpenAPI writes them. HEAD and OPTIONS
 * come by themselves and are left out.
 */
export function servedRoutes(tree: string): string[] {
  const path: string[] = [];
  const routes: string[] = [];
  for (const line of tree.split('\n')) {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (match === null) continue;
    const [, indent = '', segment = '', verbs = ''] = match;
    path.splice(indent.length / 4, path.length, segment);
    const whole = path.join('').replaceAll(/:(\w+)/g, '{$1}');
    for (const verb of verbs.split(', ').filter((one) => one !== '' && one !== 'HEAD' && one !== 'OPTIONS'))
      routes.push(`${verb} ${whole}`);
  }
  return routes;
}
