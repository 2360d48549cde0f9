/**
 * The items in their order, each being made while the one before is in use. What fails in the making is told in its turn; when
 * nobody takes the rest, one item was made for nothing.
 */
export async function* oneAhead<Item>(items: AsyncIterable<Item>): AsyncIterable<Item> {
  const iterator = items[Symbol.asyncIterator]();
  const begin = (): Promise<IteratorResult<Item>> => {
    const making = iterator.next();
    making.catch(() => undefined);
    return making;
  };
  try {
    let next = begin();
    for (;;) {
      const made = await next;
      if (made.done === true) return;
      next = begin();
      yield made.value;
    }
  } finally {
    await iterator.return?.();
  }
}
