/** The injection token of a `Publisher`: `constructor(@Inject(PUBLISHER) private readonly publisher: Publisher)`. */
export const PUBLISHER = Symbol('bianzu.publisher');
