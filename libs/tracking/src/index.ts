/**
 * Tracking 货物追踪: the course of a consignment, found by order, waybill, container or wagon number. Nothing is kept for it: the
 * customer store has every record under its business keys already, a corrected one in the place of the first. What is asked
 * for is read by those keys and put into the order of what happened, so the order of arrival cannot matter.
 */
export { courseOf, type Course, type Milestone } from './course.js';
export { OrdersByTime1700000000371 } from './migrations/1700000000371-orders-by-time.js';
export { eventsOf, type CourseEvent } from './events-of.js';
export { findOrders, orderById, type OrderFilter, type OrderRow } from './orders.js';
export { recordsAbout, trackingKeys, type TrackingKey, type TrackingKeyType } from './records-about.js';
export { type Viewer } from './viewer.js';
