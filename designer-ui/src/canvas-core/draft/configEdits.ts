import type { PipelineDocument } from "../document/document";
import { type FieldPath, find, idOf, positionIn, printPath } from "../document/fieldPath";
import { DEEPEST, depth, isArray, isObject, type Json, type JsonArray, type JsonObject, sort } from "../json/json";
import type { Applied } from "./applied";
import { listGivenAnId, put, requireAt, requirePosition } from "./configTree";
import type { Edit, EditOf } from "./edit";
import { Listing, within } from "./listing";
import { EditRefused } from "./refusal";

export type ConfigEdit = EditOf<"setConfig" | "removeConfig" | "addElement" | "removeElement" | "moveElement">;

/** A config stands three levels deep in a document, and the document must stay readable. */
const DEEPEST_CONFIG = DEEPEST - 3;

/** Refuses configs so deep that the document could not be read again. */
export function requireDepth(levels: number): void {
  if (levels > DEEPEST_CONFIG) {
    throw EditRefused.of("edit.valueInvalid", `A config may be nested ${DEEPEST_CONFIG} levels deep, not ${levels}`);
  }
}

/** Changes the config of a node by path. */
export function applyConfigEdit(document: PipelineDocument, edit: ConfigEdit): Applied {
  const nodes = new Listing("The node", document.nodes, (node) => node.id);
  const node = nodes.get(edit.node);
  try {
    const config = changed(node.config, edit);
    return {
      document: { ...document, nodes: nodes.replaced(node.id, { ...node, config }) },
      undo: [undo(node.config, config, edit)],
    };
  } catch (e) {
    throw e instanceof EditRefused ? e.at(edit.node, edit.path) : e;
  }
}

function changed(config: JsonObject, edit: ConfigEdit): JsonObject {
  const value = changedTree(config, edit);
  if (!isObject(value)) {
    throw EditRefused.of("edit.valueInvalid", `A config is an object, not ${sort(value ?? null)}`);
  }
  return value;
}

function changedTree(config: JsonObject, edit: ConfigEdit): Json | undefined {
  const { path } = edit;
  switch (edit.edit) {
    case "setConfig":
      requireDepth(path.length + depth(edit.value));
      return put(config, path, () => edit.value);
    case "removeConfig":
      if (path.at(-1)?.key === undefined) {
        throw notA(path, "a member of an object; list elements are taken away by `removeElement`");
      }
      requireAt(config, path);
      return put(config, path, () => undefined);
    case "addElement":
      requireDepth(path.length + 1 + depth(edit.value));
      return put(config, path, (list) => added(path, list ?? [], edit.value, edit.index));
    case "removeElement": {
      const { listPath, list, position } = elementAt(config, path);
      return put(config, listPath, () => list.toSpliced(position, 1));
    }
    case "moveElement": {
      const { listPath, list, position } = elementAt(config, path);
      const rest = list.toSpliced(position, 1);
      return put(config, listPath, () => rest.toSpliced(within(edit.index, rest.length), 0, list[position] ?? null));
    }
  }
}

function undo(config: JsonObject, after: JsonObject, edit: ConfigEdit): Edit {
  const { node, path } = edit;
  switch (edit.edit) {
    case "setConfig":
      return restored(config, node, listGivenAnId(config, after, path) ?? path);
    case "removeConfig":
      return restored(config, node, path);
    case "addElement": {
      const list = find(config, path);
      if (!isArray(list)) return restored(config, node, path);
      const id = idOf(edit.value);
      const step = id !== undefined ? { element: id } : { index: within(edit.index, list.length) };
      return { edit: "removeElement", node, path: [...path, step] };
    }
    case "removeElement": {
      const { listPath, list, position } = elementAt(config, path);
      return { edit: "addElement", node, path: listPath, value: list[position] ?? null, index: position };
    }
    case "moveElement": {
      const { listPath, list, position, step } = elementAt(config, path);
      const back = step.element !== undefined ? step : { index: within(edit.index, list.length - 1) };
      return { edit: "moveElement", node, path: [...listPath, back], index: position };
    }
  }
}

/** Puts back what is at a path now; where there is nothing, takes away all that setting it would make. */
function restored(config: JsonObject, node: string, path: FieldPath): Edit {
  const old = find(config, path);
  if (old !== undefined) return { edit: "setConfig", node, path, value: old };
  let made = path;
  while (find(config, made.slice(0, -1)) === undefined) {
    made = made.slice(0, -1);
  }
  return { edit: "removeConfig", node, path: made };
}

function added(path: FieldPath, list: Json, value: Json, index: number | undefined): Json {
  if (!isArray(list)) throw notA(path, "a list");
  const id = idOf(value);
  if (id !== undefined && positionIn(list, { element: id }) >= 0) throw EditRefused.exists("The element", id);
  return list.toSpliced(within(index, list.length), 0, value);
}

function elementAt(config: JsonObject, path: FieldPath) {
  const step = path.at(-1);
  const listPath = path.slice(0, -1);
  if (step === undefined || step.key !== undefined) throw notA(path, "an element of a list");
  const list: Json = requireAt(config, listPath);
  if (!isArray(list)) throw notA(listPath, "a list");
  return { listPath, list: list satisfies JsonArray, position: requirePosition(list, step), step };
}

function notA(path: FieldPath, what: string): EditRefused {
  return EditRefused.of("edit.pathInvalid", `\`${printPath(path)}\` is not ${what}`);
}
