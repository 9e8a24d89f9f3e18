// Time of the demo: it runs like real time and can be ahead of it.

let base = Date.now();
let from = performance.now();
const watchers = new Set();

export function now() {
  return base + performance.now() - from;
}

export function setNow(seconds) {
  base = seconds * 1000;
  from = performance.now();
  for (const one of watchers) one();
}

export function onClock(callback) {
  watchers.add(callback);
}

setInterval(() => { for (const one of watchers) one(); }, 1000);

const format = (options) => new Intl.DateTimeFormat("en-GB", options);
const HOUR = format({ hour: "2-digit", minute: "2-digit" });
const DAY = format({ day: "numeric", month: "long" });
const SHORT_DAY = format({ day: "numeric", month: "short" });
const CLOCK = format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const STYLES = {
  t: HOUR,
  T: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  d: format({ day: "2-digit", month: "2-digit", year: "numeric" }),
  D: format({ day: "numeric", month: "long", year: "numeric" }),
  f: format({ day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }),
  F: format({ weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }),
};

export const hour = (seconds) => HOUR.format(seconds * 1000);
export const clockText = () => CLOCK.format(now());
export const fullDate = (seconds) => STYLES.F.format(seconds * 1000);

export function dayKey(seconds) {
  return new Date(seconds * 1000).toDateString();
}

export function dayName(seconds) {
  const today = new Date(now()).toDateString();
  if (dayKey(seconds) === today) return "Today";
  if (dayKey(seconds) === new Date(now() - 86400000).toDateString()) return "Yesterday";
  return DAY.format(seconds * 1000);
}

export function brief(seconds) {
  return dayKey(seconds) === new Date(now()).toDateString() ? hour(seconds) : SHORT_DAY.format(seconds * 1000);
}

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const UNITS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

export function relative(seconds) {
  const away = seconds - now() / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(away) >= length) ?? UNITS.at(-1);
  return RELATIVE.format(Math.round(away / size), unit);
}

export function styled(seconds, style) {
  // Outside of what a Date can hold there is nothing to show but the number.
  if (Math.abs(seconds) > 8.64e12) return String(seconds);
  return style === "R" ? relative(seconds) : (STYLES[style] ?? STYLES.f).format(seconds * 1000);
}

// Relative times on the page follow the clock.
onClock(() => {
  for (const element of document.querySelectorAll("[data-relative]")) {
    const words = relative(Number(element.dataset.relative));
    if (element.textContent !== words) element.textContent = words;
  }
});
