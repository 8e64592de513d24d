/** Units, the largest first, in nanoseconds. */
const UNITS: readonly (readonly [string, bigint])[] = [
  ["d", 86_400_000_000_000n],
  ["h", 3_600_000_000_000n],
  ["min", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", 1_000_000n],
  ["us", 1_000n],
  ["ns", 1n],
];

/** About 273 years: far beyond any use, and safe to count in microseconds. */
const LONGEST = 100_000n * 86_400_000_000_000n;

const MEANT: Readonly<Record<string, string>> = {
  m: "min",
  minute: "min",
  minutes: "min",
  mins: "min",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  hour: "h",
  hours: "h",
  day: "d",
  days: "d",
  millis: "ms",
  milliseconds: "ms",
};

/**
 * Reads a duration as documents write them: `10 s`, `1 h 30 min`, each unit at most once, the largest first.
 *
 * @returns nanoseconds
 * @throws RangeError when the text is none; the message says what to write instead
 */
export function parseDuration(text: string): bigint {
  const rest = text.trim();
  if (rest.length > 100 || !/^(?:\d{1,18} ?[a-z]+ *)+$/.test(rest)) {
    throw notADuration(text, "");
  }
  let sum = 0n;
  let next = 0;
  for (const [, count = "", name = ""] of rest.matchAll(/(\d{1,18}) ?([a-z]+)/g)) {
    const unit = UNITS.findIndex(([known]) => known === name);
    if (unit < 0) {
      const meant = Object.hasOwn(MEANT, name) ? MEANT[name] : undefined;
      const remedy = meant
        ? `; the unit \`${name}\` is written \`${meant}\``
        : ", in the units d, h, min, s, ms, us, ns";
      throw notADuration(text, remedy);
    }
    if (unit < next) {
      throw notADuration(text, ", each unit once, the largest first");
    }
    next = unit + 1;
    sum += BigInt(count) * (UNITS[unit]?.[1] ?? 0n);
  }
  if (sum > LONGEST) {
    throw new RangeError(`\`${shown(text)}\` is longer than ${printDuration(LONGEST)}`);
  }
  return sum;
}

/** The canonical spelling. */
export function printDuration(nanos: bigint): string {
  const parts: string[] = [];
  let rest = nanos;
  for (const [name, length] of UNITS) {
    const count = rest / length;
    if (count > 0n) parts.push(`${count} ${name}`);
    rest %= length;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}

function notADuration(text: string, more: string): RangeError {
  return new RangeError(`\`${shown(text)}\` is not a duration; write one like \`10 s\` or \`1 h 30 min\`${more}`);
}

function shown(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
