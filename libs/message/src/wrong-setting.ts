/** A mistake in what the environment says. Nothing starts with one: a person has to mend it first. */
export class WrongSetting extends Error {
  /** @param setting name of the variable, which stands before both texts */
  constructor(
    readonly setting: string,
    readonly text: { readonly zh: string; readonly en: string },
  ) {
    super(`${setting}: ${text.en}`);
    this.name = 'WrongSetting';
  }
}
