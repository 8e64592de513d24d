import { quoted } from "../json/canonicalJson";
import { isArray, isObject, type Json, type JsonArray, member } from "../json/json";

/**
 * One step of a path: to the member under a key, to the element at a position counted from 0, to the first element that
 * is an object with this id. An element that has an id is always addressed by it, so a path stays right when somebody
 * else moves or inserts elements.
 */
export type Step =
  | { readonly key: string; readonly index?: never; readonly element?: never }
  | { readonly index: number; readonly key?: never; readonly element?: never }
  | { readonly element: string; readonly key?: never; readonly index?: never };

/** The way to a field, as text `config.aggregates[avg-delay].argument`, `columns[2].expression`, `options["a.b"]`. */
export type FieldPath = readonly Step[];

export const ROOT: FieldPath = [];

const LONGEST = 4_000;
const MOST_STEPS = 100;
const PLAIN_KEY = /[A-Za-z_][A-Za-z0-9_-]*/y;
const BRACKETS = /\[(?:(\d{1,9})|([A-Za-z_][A-Za-z0-9_-]*)|("(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"))\]/y;

/** Whether a text is a plain key or the id of a list element: both are spelled alike. */
export function isPlainWord(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text);
}

/** The path over these keys. */
export function pathOf(...keys: string[]): FieldPath {
  return keys.map((key) => ({ key }));
}

/**
 * Reads a path.
 *
 * @throws RangeError when the text is none; the message names the character
 */
export function parsePath(text: string): FieldPath {
  if (text.length > LONGEST) {
    throw new RangeError(`A path has at most ${LONGEST} characters`);
  }
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    const bracket = text[at] === "[";
    if (!bracket && at > 0) {
      if (text[at] !== ".") throw unexpected(text, at);
      at++;
    }
    const pattern = bracket ? BRACKETS : PLAIN_KEY;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) throw unexpected(text, at);
    steps.push(bracket ? bracketStep(found) : { key: found[0] });
    at += found[0].length;
  }
  if (steps.length > MOST_STEPS) {
    throw new RangeError(`A path has at most ${MOST_STEPS} steps`);
  }
  return steps;
}

function bracketStep([, index, element, key]: RegExpExecArray): Step {
  if (index !== undefined) return { index: Number(index) };
  if (element !== undefined) return { element };
  // A raw control character is legal in a path but not in JSON.
  const text: unknown = JSON.parse((key ?? '""').replace(/\p{Cc}/gu, (control) => quoted(control).slice(1, -1)));
  return { key: String(text) };
}

function unexpected(text: string, at: number): RangeError {
  const shown = text.length <= 100 ? text : `${text.slice(0, 100)}…`;
  return new RangeError(
    `\`${shown}\` is not a path of fields (see character ${at + 1}); ` +
      "write one like `columns[2].expression` or `aggregates[total].argument`",
  );
}

export function printPath(path: FieldPath): string {
  return path.reduce((text, step) => {
    if (step.index !== undefined) return `${text}[${step.index}]`;
    if (step.element !== undefined) return `${text}[${step.element}]`;
    if (!isPlainWord(step.key)) return `${text}[${quoted(step.key)}]`;
    return text === "" ? step.key : `${text}.${step.key}`;
  }, "");
}

/** The value a path leads to, if there is any. */
export function find(from: Json, path: FieldPath): Json | undefined {
  let at: Json | undefined = from;
  for (const step of path) {
    if (isObject(at) && step.key !== undefined) {
      at = member(at, step.key);
    } else if (isArray(at)) {
      at = at[positionIn(at, step)];
    } else {
      return undefined;
    }
    if (at === undefined) return undefined;
  }
  return at;
}

/** Where in a list a step leads; -1 for a key, a position past the end and an id that is not there. */
export function positionIn(list: JsonArray, step: Step): number {
  if (step.index !== undefined) return step.index < list.length ? step.index : -1;
  if (step.element !== undefined) return list.findIndex((element) => idOf(element) === step.element);
  return -1;
}

/** The id of a list element that has one: its member `id` when that is text which can be an id. */
export function idOf(element: Json | undefined): string | undefined {
  const id = isObject(element) ? member(element, "id") : undefined;
  return typeof id === "string" && isPlainWord(id) ? id : undefined;
}

/** The step that addresses an element of a list: by id where it has one that no element before it has. */
export function stepTo(list: JsonArray, position: number): Step {
  const id = idOf(list[position]);
  return id !== undefined && positionIn(list, { element: id }) === position ? { element: id } : { index: position };
}
