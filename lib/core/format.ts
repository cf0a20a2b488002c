import type { Interval } from "./results.ts";

/** A share as per cent with one decimal: `0.5512` → `"55.1%"`; `null` → `"–"`. */
export function percent(share: number | null): string {
  return share === null ? "–" : `${(share * 100).toFixed(1)}%`;
}

/** An interval of shares: `[0.535, 0.567]` → `"53.5–56.7%"`. */
export function percentInterval([low, high]: Interval): string {
  return `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}%`;
}

/** A whole number with thousands separated: `28709` → `"28,709"`. */
export function count(n: number): string {
  return n.toLocaleString("en-US");
}

/** A time span for people: `7.3` → `"7.3 s"`, `312` → `"5 min 12 s"`, `4000` → `"1 h 6 min"`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds) % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A size in memory or on disk: `104857600` → `"105 MB"` (powers of ten). */
export function bytes(n: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(n, 1)) / 3), 3);
  const value = n / 1000 ** power;
  return `${power && value < 100 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
