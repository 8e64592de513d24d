import { ExactNumber, isArray, isObject, type Json, type JsonObject, member } from "../../canvas-core/json/json";

type Key<T> = keyof T & string;
/** The members that the API always has. */
type Always<T> = { [K in Key<T>]-?: object extends Pick<T, K> ? never : K }[Key<T>];
type Part<T, K extends keyof T> = NonNullable<T[K]>;
type Element<L> = L extends readonly (infer E)[] ? E : never;

/**
 * An answer of the control plane, whose members have the names and types of the generated schema `T`: a name that the API
 * does not have does not compile. Numbers are exact, as `parseJson` reads them.
 *
 * What is missing is taken as empty instead of reported: a page must survive a control plane that is a version older or
 * newer than itself.
 */
export class Answer<T> {
  private readonly json: JsonObject;

  constructor(json: Json | undefined) {
    this.json = isObject(json) ? json : {};
  }

  /** The member as it is. */
  raw(key: Key<T>): Json | undefined {
    return member(this.json, key);
  }

  text(key: Always<T>): string {
    return this.optionalText(key) ?? "";
  }

  optionalText(key: Key<T>): string | undefined {
    const value = this.raw(key);
    return typeof value === "string" ? value : undefined;
  }

  number(key: Always<T>): number {
    return this.optionalNumber(key) ?? 0;
  }

  optionalNumber(key: Key<T>): number | undefined {
    const value = this.raw(key);
    if (value instanceof ExactNumber) return Number(value.text);
    return typeof value === "number" ? value : undefined;
  }

  flag(key: Always<T>): boolean {
    return this.raw(key) === true;
  }

  optionalMoment(key: Key<T>): Date | undefined {
    const text = this.optionalText(key);
    return text === undefined ? undefined : new Date(text);
  }

  /** A moment, written as ISO 8601. */
  moment(key: Always<T>): Date {
    return new Date(this.text(key));
  }

  object<K extends Key<T>>(key: K): Answer<Part<T, K>> {
    return new Answer(this.raw(key));
  }

  list<K extends Key<T>>(key: K): readonly Answer<Element<Part<T, K>>>[] {
    return answers(this.raw(key));
  }

  texts(key: Key<T>): readonly string[] {
    const value = this.raw(key);
    return (isArray(value) ? value : []).filter((one) => typeof one === "string");
  }
}

/** The objects of a list. */
export function answers<T>(json: Json | undefined): readonly Answer<T>[] {
  return (isArray(json) ? json : []).filter((one) => isObject(one)).map((one) => new Answer<T>(one));
}
