// Numbers and times as people read them, in the language of the texts.
import { locale, t } from "./texts.js";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const exactTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "long" });
const clockTime = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const preciseTime = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });
const dayTime = new Intl.DateTimeFormat(locale, { weekday: "short", hour: "2-digit", minute: "2-digit" });
const relativeTime = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });

export const number = (value) => (value == null ? "–" : whole.format(value));
export const exact = (time) => exactTime.format(new Date(time));
export const clock = (time) => clockTime.format(new Date(time));
export const precise = (time) => preciseTime.format(new Date(time));
export const day = (time) => dayTime.format(new Date(time));

const STEPS = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 30],
  ["month", 12],
  ["year", Infinity],
];

export function relative(time, now = Date.now()) {
  let value = (new Date(time) - now) / 1000;
  if (Math.abs(value) < 5) {
    return t("time.now");
  }
  for (const [unit, size] of STEPS) {
    if (Math.abs(value) < size) {
      return relativeTime.format(Math.trunc(value), unit);
    }
    value /= size;
  }
  return exact(time);
}

/** Seconds as the two largest units that matter. */
export function duration(seconds) {
  if (seconds == null) {
    return "–";
  }
  if (seconds < 10 && !Number.isInteger(seconds)) {
    return t("duration.s", { s: oneDigit.format(seconds) });
  }
  const all = Math.round(seconds);
  if (all < 60) {
    return t("duration.s", { s: whole.format(all) });
  }
  if (all < 3600) {
    const rest = all % 60;
    return t(rest ? "duration.ms" : "duration.m", { m: Math.floor(all / 60), s: rest });
  }
  const minutes = Math.round((all % 3600) / 60);
  return t(minutes ? "duration.hm" : "duration.h", { h: whole.format(Math.floor(all / 3600)), m: minutes });
}

export function bytes(count) {
  if (count == null) {
    return "–";
  }
  const [unit, size] = count < 1000 ? ["byte", 1] : count < 1e6 ? ["kilobyte", 1000] : ["megabyte", 1e6];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: size === 1 ? 0 : 1,
  }).format(count / size);
}
