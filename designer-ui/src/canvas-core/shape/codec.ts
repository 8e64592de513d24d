import type { FieldPath } from "../document/fieldPath";
import type { Problem } from "../document/problem";
import type { Json } from "../json/json";

/** Takes what is wrong with a value that is being read. */
export type Report = (problem: Problem) => void;

/** Reads values of one type from JSON, reporting every flaw instead of stopping at the first, and writes them. */
export interface Codec<T> {
  /** What a value is, as it goes on after "must be". */
  readonly expected: string;
  /** Whether null is a value like others instead of absence. */
  readonly takesNull?: boolean;
  /** The value; undefined when something was reported. */
  read(json: Json, at: FieldPath, report: Report): T | undefined;
  write(value: T): Json;
}

/** The type of the values of a codec. */
export type Of<C> = C extends Codec<infer T> ? T : never;

/** Thrown where a value from outside is not what it must be. */
export class Unreadable extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
  }
}

/** What came of reading: the value, or all problems. */
export type Reading<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value?: never; readonly problems: readonly Problem[] };

/** Reads a whole value. */
export function read<T>(codec: Codec<T>, json: Json): Reading<T> {
  const problems: Problem[] = [];
  const value = codec.read(json, [], (problem) => problems.push(problem));
  return value === undefined || problems.length > 0 ? { problems } : { value, problems: [] };
}

/**
 * Reads a whole value that must be right.
 *
 * @throws Unreadable with all problems
 */
export function readOrThrow<T>(codec: Codec<T>, json: Json): T {
  const reading = read(codec, json);
  if (reading.value === undefined) {
    throw new Unreadable(reading.problems);
  }
  return reading.value;
}
