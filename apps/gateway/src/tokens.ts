/** Injection tokens of what a process hands to its modules. */
export const SETTINGS = Symbol('bianzu.settings');
