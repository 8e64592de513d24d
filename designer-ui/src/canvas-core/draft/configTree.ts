import { type FieldPath, find, idOf, positionIn, printPath, type Step } from "../document/fieldPath";
import { isArray, isObject, type Json, type JsonArray, member, sort, withMember, withoutMember } from "../json/json";
import { EditRefused } from "./refusal";

/** The value at a path; refuses when there is none. */
export function requireAt(root: Json, path: FieldPath): Json {
  const found = find(root, path);
  if (found === undefined) throw EditRefused.missing("The field", printPath(path));
  return found;
}

/** Where in a list a step leads; refuses when it leads nowhere. */
export function requirePosition(list: JsonArray, step: Step): number {
  const position = positionIn(list, step);
  if (position < 0) throw EditRefused.missing("The element", printPath([step]));
  return position;
}

type Change = (value: Json | undefined) => Json | undefined;

/**
 * The tree with the value at a path changed. Objects missing on the way are made. `change` goes from the value that is
 * there, if any, to the new one, or to none for a member that goes away.
 */
export function put(at: Json | undefined, path: FieldPath, change: Change, depth = 0): Json | undefined {
  const step = path[depth];
  if (step === undefined) return change(at);
  const here = at ?? {};
  if (isObject(here) && step.key !== undefined) {
    const value = put(member(here, step.key), path, change, depth + 1);
    return value === undefined ? withoutMember(here, step.key) : withMember(here, step.key, value);
  }
  if (isArray(here) && step.key === undefined) {
    const position = requirePosition(here, step);
    const element = put(here[position], path, change, depth + 1) ?? null;
    requireSameId(here, position, element);
    return here.with(position, element);
  }
  const where = depth === 0 ? "The config" : `\`${printPath(path.slice(0, depth))}\``;
  const actual = at === undefined ? "is not there" : `is ${sort(at)}`;
  const wanted = step.key === undefined ? "a list" : "an object";
  throw EditRefused.of("edit.pathInvalid", `${where} ${actual}; the path needs ${wanted} there`);
}

/**
 * The path to the list in which a change at a path gave an element its first id. An id is never taken away from an
 * element, so such a change is undone for the list as a whole.
 */
export function listGivenAnId(before: Json, after: Json, path: FieldPath): FieldPath | undefined {
  for (const [i, step] of path.entries()) {
    const element = path.slice(0, i + 1);
    const isGiven =
      step.index !== undefined && idOf(find(before, element)) === undefined && idOf(find(after, element)) !== undefined;
    if (isGiven) return path.slice(0, i);
  }
  return undefined;
}

function requireSameId(list: JsonArray, position: number, element: Json): void {
  const before = idOf(list[position]);
  const after = idOf(element);
  if (before !== undefined && after !== before) {
    throw EditRefused.of(
      "edit.elementIdFixed",
      `The id of the element \`${before}\` names state and ports for ever; add a new element and remove this one instead`,
    );
  }
  if (before === undefined && after !== undefined && positionIn(list, { element: after }) >= 0) {
    throw EditRefused.exists("The element", after);
  }
}
