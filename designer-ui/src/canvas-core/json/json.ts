/** A JSON value. Numbers that a double cannot hold exactly are `ExactNumber`s; all others are numbers. */
export type Json = null | boolean | string | number | ExactNumber | JsonArray | JsonObject;

export type JsonArray = readonly Json[];

export interface JsonObject {
  readonly [key: string]: Json;
}

/** The deepest tree that text or edits may build. Documents need about ten levels. */
export const DEEPEST = 100;

const MOST_DIGITS = 400;
const LARGEST_EXPONENT = 400;

/** A number by its canonical text, such as 9007199254740993, that has no double of the same value. */
export class ExactNumber {
  private constructor(readonly text: string) {}

  /**
   * The number a text spells: a double when one has exactly this value as its shortest spelling.
   *
   * @throws RangeError when the text is no JSON number or beyond 400 digits or 1e±400
   */
  static of(spelling: string): number | ExactNumber {
    const text = canonicalNumber(spelling);
    const nearest = Number(text);
    return String(nearest) === text ? nearest : new ExactNumber(text);
  }
}

/**
 * The canonical spelling: plain digits when the leading digit stands between 10^-6 and 10^20, else `d.ddde±x`.
 * These are ECMAScript's switch-over points, so `String(number)` is canonical for doubles.
 */
export function canonicalNumber(spelling: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(spelling);
  if (!parts) {
    throw new RangeError(`\`${spelling}\` is not a number`);
  }
  const [, sign = "", whole = "", fraction = "", power = "0"] = parts;
  const all = (whole + fraction).replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  if (digits === "") {
    return "0";
  }
  const exponent = all.length - fraction.length + Number(power) - 1;
  if (digits.length > MOST_DIGITS || Math.abs(exponent) > LARGEST_EXPONENT) {
    throw new RangeError(
      `A number may have ${MOST_DIGITS} digits and lie between 1e-${LARGEST_EXPONENT} and 1e${LARGEST_EXPONENT}`,
    );
  }
  return sign + spelled(digits, exponent);
}

function spelled(digits: string, exponent: number): string {
  if (exponent > 20 || exponent < -6) {
    const rest = digits.length === 1 ? "" : `.${digits.slice(1)}`;
    return `${digits.charAt(0)}${rest}e${exponent < 0 ? "" : "+"}${exponent}`;
  }
  if (exponent < 0) {
    return `0.${"0".repeat(-exponent - 1)}${digits}`;
  }
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const rest = digits.slice(exponent + 1);
  return rest === "" ? whole : `${whole}.${rest}`;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

export function isArray(value: Json | undefined): value is JsonArray {
  return Array.isArray(value);
}

/** The member under this key; never something inherited. */
export function member(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The object with this member set. */
export function withMember(object: JsonObject, key: string, value: Json): JsonObject {
  return { ...object, [key]: value };
}

/** The object without this member. */
export function withoutMember(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** How many levels of lists and objects lie in a value: 0 for a scalar, 1 for an empty list. */
export function depth(value: Json): number {
  if (isArray(value)) {
    return value.reduce<number>((deepest, element) => Math.max(deepest, 1 + depth(element)), 1);
  }
  if (isObject(value)) {
    return Object.values(value).reduce<number>((deepest, element) => Math.max(deepest, 1 + depth(element)), 1);
  }
  return 0;
}

/** What a person calls a value of this sort. */
export function sort(value: Json): string {
  if (value === null) return "null";
  if (isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "true or false";
  return isObject(value) ? "an object" : "a number";
}

/**
 * Whether two values of JSON or of the document model are equal: numbers by value, members in any order, a member that is
 * `undefined` like one that is not there.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (one instanceof ExactNumber || other instanceof ExactNumber) {
    return one instanceof ExactNumber && other instanceof ExactNumber && one.text === other.text;
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((element, index) => isSame(element, other[index]))
    );
  }
  const left = new Map<string, unknown>(Object.entries(one).filter(([, value]) => value !== undefined));
  const right = Object.entries(other).filter(([, value]) => value !== undefined);
  return left.size === right.length && right.every(([key, value]) => left.has(key) && isSame(left.get(key), value));
}
