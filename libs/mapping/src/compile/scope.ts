/** What a `$name` means at some place of the file. */
export interface Variable {
  readonly slot: number;
  /** `nodes`: a path may go on from it. */
  readonly kind: 'nodes' | 'value';
}

/** The variables that can be seen from a place; inner names hide outer ones. */
export class VariableScope {
  private readonly own = new Map<string, Variable>();

  constructor(private readonly outer?: VariableScope) {}

  declare(name: string, variable: Variable): void {
    this.own.set(name, variable);
  }

  find(name: string): Variable | undefined {
    return this.own.get(name) ?? this.outer?.find(name);
  }

  names(): string[] {
    return [...new Set([...this.own.keys(), ...(this.outer?.names() ?? [])])];
  }
}
