// Clock times as people at a race say them. Instants are ms since 1970; offsets tell for an instant the minutes east of UTC.
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const LOCALES = { en: "en-GB", es: "es-ES" };
const two = (number) => String(number).padStart(2, "0");
const localOf = (instant, offset) => instant + offset(instant) * MINUTE;
const there = (instant, offset) => new Date(localOf(instant, offset));

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

/** The day at the race that an instant is in, as its midnight on the race's clock. */
export const dayOf = (instant, offset) => Math.floor(localOf(instant, offset) / DAY) * DAY;

/** The instant at which the race's clock shows something, whatever its offset is by then. */
export function instantAt(local, offset) {
  const about = local - offset(local) * MINUTE;
  return local - offset(about) * MINUTE;
}

/** The latest instant at that minute of the day which is not after `latest`. */
export function lastAt(minutes, latest, offset) {
  const local = dayOf(latest, offset) + minutes * MINUTE;
  const today = instantAt(local, offset);
  return today <= latest ? today : instantAt(local - DAY, offset);
}
