// Clock times as people at a race say them. Instants are ms since 1970; offsets are minutes east of UTC.
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const LOCALES = { en: "en-GB", es: "es-ES" };
const two = (number) => String(number).padStart(2, "0");
const there = (instant, offset) => new Date(instant + offset * MINUTE);

/** The minute of an instant: `14:02`. */
export function sayMinute(instant, offset) {
  const at = there(instant, offset);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** The second of an instant: `14:02:31`. */
export function saySecond(instant, offset) {
  return `${sayMinute(instant, offset)}:${two(there(instant, offset).getUTCSeconds())}`;
}

/** The day of an instant: `2031-03-02`. */
export function sayDay(instant, offset) {
  return there(instant, offset).toISOString().slice(0, 10);
}

/** The day of an instant as people say it: `Sun 2 Mar`, in their language. */
export function sayWeekday(instant, offset, language) {
  const parts = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat(LOCALES[language] ?? language, parts).format(there(instant, offset));
}

/** A minute with its day, where that is not today. */
export function sayNear(instant, now, offset, language) {
  const minute = sayMinute(instant, offset);
  return sayDay(instant, offset) === sayDay(now, offset)
    ? minute
    : `${sayWeekday(instant, offset, language)} ${minute}`;
}

/** A length of time: `0:42:10`. */
export function sayLength(ms) {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const clock = [Math.floor(seconds / 3600), two(Math.floor(seconds / 60) % 60), two(seconds % 60)].join(":");
  return ms < 0 ? `-${clock}` : clock;
}

/** Minutes after midnight from `HHMM`, `HH:MM` or `H:MM`; null where it is no time of day. */
export function readMinutes(text) {
  const match = /^([01]?\d|2[0-3])[:.h]?([0-5]\d)$/i.exec(text.trim());
  return match && Number(match[1]) * 60 + Number(match[2]);
}

/** The instant at which a day, named by any instant in it, began at the race. */
export function midnightOf(instant, offset) {
  const east = offset * MINUTE;
  return Math.floor((instant + east) / DAY) * DAY - east;
}

/** The latest instant at that minute of the day which is not after `latest`. */
export function lastAt(minutes, latest, offset) {
  const today = midnightOf(latest, offset) + minutes * MINUTE;
  return today <= latest ? today : today - DAY;
}
