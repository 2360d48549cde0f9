/** The injection token of `CustomerQueries`. */
export const CUSTOMER_QUERIES = Symbol('CustomerQueries');
