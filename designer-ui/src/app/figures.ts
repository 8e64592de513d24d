const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  { from: 999_500_000, per: 1_000_000_000, unit: " bn" },
  { from: 999_500, per: 1_000_000, unit: " M" },
  { from: 9_999.5, per: 1_000, unit: " k" },
] as const;

// Made once: each `toLocaleString` with options makes one of its own, which took half of the time of a page that watches
// 300 nodes.
const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const ONE_DECIMAL = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const EXACT = new Intl.NumberFormat();

/** A number in few figures, by locale: `8,412`, `12.4 k`, `3.1 M`; below ten with one decimal where it has one. */
export function short(value: number): string {
  const unit = UNITS.find(({ from }) => value >= from);
  if (unit) return `${ONE_DECIMAL.format(value / unit.per)}${unit.unit}`;
  return (value < 10 ? ONE_DECIMAL : WHOLE).format(value);
}

const TIGHT = new Intl.NumberFormat(undefined, { notation: "compact", maximumSignificantDigits: 2 });

/** A number in as few letters as tell its size: `412`, `2.3k`, `11k`. */
export function tight(value: number): string {
  return value < 999.5 ? short(value) : TIGHT.format(value).replace("K", "k").replace("B", "bn");
}

/** A number in full, by locale. */
export function exact(value: number): string {
  return EXACT.format(value);
}

/** `12.4 k rows/s`. */
export function rate(rowsPerSecond: number): string {
  return `${short(rowsPerSecond)} rows/s`;
}

/** How long something took or has been going on, in its two largest units at most: `14 min`, `2 h 5 min`, `3 d`. */
export function span(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  const [large, small, one, other] = ms < DAY ? [HOUR, MINUTE, "h", "min"] : [DAY, HOUR, "d", "h"];
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${one}${rest > 0 ? ` ${rest} ${other}` : ""}`;
}

/** A share of 0 to 1 as `72 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `1 row`, `20,000 rows`. */
export function counted(count: number, one: string): string {
  return `${exact(count)} ${one}${count === 1 ? "" : "s"}`;
}

/** The hour of a moment in the browser's zone, with seconds. */
export function hour(at: Date): string {
  return at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** How long something took, as exactly as people compare it: `0.4 ms`, `120 ms`, `1.2 s`, `14 min`. */
export function lasted(ms: number): string {
  if (ms < SECOND) return `${short(ms)} ms`;
  return ms < 60 * SECOND ? `${ONE_DECIMAL.format(ms / SECOND)} s` : span(ms);
}

const SIZES = ["B", "kB", "MB", "GB", "TB"];

/** `1.4 MB`. */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < SIZES.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${(unit === 0 || value >= 100 ? WHOLE : ONE_DECIMAL).format(value)} ${SIZES[unit]}`;
}
