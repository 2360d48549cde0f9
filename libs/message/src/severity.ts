/** How bad a fault is: an `error` refuses the message unless an agreement says otherwise. */
export type Severity = 'error' | 'warning' | 'info';
