export class ExampleDay {
  constructor(private readonly options: object) {}
  async run(empty: boolean, stopped: Promise<unknown>): Promise<boolean> {
    return Object.keys(this.options).length > 0 && (empty || stopped !== undefined);
  }
}
