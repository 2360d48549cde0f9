import { longestText } from './plain-form.js';

/** Results that are kept at most; then it begins anew, so that no flood of new texts fills the memory. */
const mostRemembered = 20_000;

/** A pure function of a text that remembers its results: the same customers, phones and codes come all day. */
export function remembered<Result>(work: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    if (text.length > longestText) return work(text);
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = work(text);
    if (results.size >= mostRemembered) results.clear();
    results.set(text, result);
    return result;
  };
}
