import { parseDuration, printDuration } from "../document/durations";
import { ExactNumber, isObject, type Json, type JsonObject, sort } from "../json/json";
import type { Codec, Report } from "./codec";

type Path = Parameters<Codec<unknown>["read"]>[1];

/** Reports a value of the wrong sort. */
export function wrongType(expected: string, json: Json, fieldPath: Path, report: Report): undefined {
  report({ code: "value.type", message: `The value must be ${expected}, not ${sort(json)}`, fieldPath });
}

function scalar<T extends Json>(
  expected: string,
  accept: (json: Json) => T | undefined,
  check: (value: T) => void = () => {},
): Codec<T> {
  return {
    expected,
    read(json, fieldPath, report) {
      const value = accept(json);
      if (value === undefined) return wrongType(expected, json, fieldPath, report);
      try {
        check(value);
        return value;
      } catch (e) {
        const code = e instanceof OutOfBounds ? "value.range" : "value.invalid";
        report({ code, message: e instanceof Error ? e.message : String(e), fieldPath });
        return undefined;
      }
    },
    write: (value) => value,
  };
}

class OutOfBounds extends RangeError {}

const asText = (json: Json): string | undefined => (typeof json === "string" ? json : undefined);

/** Any text. */
export const TEXT: Codec<string> = scalar("text", asText);

/** Text of a pattern, said in words for the refusal. */
export function textLike(pattern: RegExp, words: string): Codec<string> {
  return scalar("text", asText, (text) => {
    if (!pattern.test(text)) throw new RangeError(`\`${text.slice(0, 80)}\` is not written right; write ${words}`);
  });
}

/** Text that some function reads without throwing. */
export function textRead(reader: (text: string) => unknown): Codec<string> {
  return scalar("text", asText, reader);
}

export const FLAG: Codec<boolean> = scalar("true or false", (json) => (typeof json === "boolean" ? json : undefined));

/** Any JSON value, null too. */
export const ANYTHING: Codec<Json> = { ...scalar<Json>("a value", (json) => json), takesNull: true };

/** Any JSON object. */
export const ANY_OBJECT: Codec<JsonObject> = scalar("an object", (json) => (isObject(json) ? json : undefined));

/** A whole number a double holds exactly. */
export function whole(min: number, max: number): Codec<number> {
  return scalar(
    "a whole number",
    (json) => (typeof json === "number" && Number.isInteger(json) ? json : undefined),
    (value) => {
      if (value < min || value > max)
        throw new OutOfBounds(`The value must be between ${min} and ${max}, not ${value}`);
    },
  );
}

/** A whole number of 64 bits with sign. */
export function wholeOf64Bits(min: bigint): Codec<number | ExactNumber> {
  const max = 2n ** 63n - 1n;
  return scalar(
    "a whole number",
    (json) => {
      if (typeof json === "number" && Number.isInteger(json)) return json;
      return json instanceof ExactNumber && /^-?\d+$/.test(json.text) ? json : undefined;
    },
    (value) => {
      const exact = BigInt(value instanceof ExactNumber ? value.text : value);
      if (exact < min || exact > max)
        throw new OutOfBounds(`The value must be between ${min} and ${max}, not ${exact}`);
    },
  );
}

/** A number, taken as the nearest double. */
export const DOUBLE: Codec<number> = scalar(
  "a number",
  (json) => (typeof json === "number" ? json : json instanceof ExactNumber ? Number(json.text) : undefined),
  (value) => {
    if (!Number.isFinite(value)) throw new OutOfBounds("The value must be between -1e308 and 1e308");
  },
);

/** A double above zero. */
export const POSITIVE: Codec<number> = scalar(
  "a number",
  (json) => (typeof json === "number" ? json : undefined),
  (value) => {
    if (!(value > 0)) throw new RangeError(`A size needs sides above zero, not ${value}`);
  },
);

/** A length of time between two bounds, kept in its canonical spelling. */
export function duration(min: string | undefined, max: string | undefined): Codec<string> {
  const bounded = scalar("a duration such as `10 s`", asText, (text) => {
    const length = parseDuration(text);
    const isWithin =
      (min === undefined || length >= parseDuration(min)) && (max === undefined || length <= parseDuration(max));
    const bounds = [min && `at least ${min}`, max && `at most ${max}`].filter(Boolean).join(" and ");
    if (!isWithin) throw new OutOfBounds(`The value must be ${bounds}, not ${printDuration(length)}`);
  });
  return {
    ...bounded,
    read(json, at, report) {
      const text = bounded.read(json, at, report);
      return text === undefined ? undefined : printDuration(parseDuration(text));
    },
  };
}

/** One of some names. */
export function oneOf<const N extends string>(...names: readonly N[]): Codec<N> {
  const expected = `one of ${names.map((name) => `\`${name}\``).join(", ")}`;
  return {
    expected,
    read(json, fieldPath, report) {
      if (typeof json !== "string") return wrongType(expected, json, fieldPath, report);
      const found = names.find((name) => name === json);
      if (found === undefined) {
        report({
          code: "value.unknown",
          message: `The value must be ${expected}, not \`${json.slice(0, 60)}\``,
          fieldPath,
        });
      }
      return found;
    },
    write: (value) => value,
  };
}
