/**
 * The clock of the server was set during a meeting. Spans are measured by a clock that does not jump, so nothing ends
 * early or late; the record says when the time of day jumped, and by how much.
 */

/** `at` is the new time; all that runs is moved by `byMs`, so that it goes on as if the clock had always stood so. */
export type ClockEvent = { type: 'clock-stepped'; at: number; byMs: number };
