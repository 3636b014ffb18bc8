/** Today in a body's own time zone: YYYY-MM-DD. @param now milliseconds since 1970 */
export const todayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
