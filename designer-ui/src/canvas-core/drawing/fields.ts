import type { Node, PipelineDocument } from "../document/document";
import { type FieldPath, find, parsePath, printPath } from "../document/fieldPath";
import type { Edit } from "../draft/edit";
import { print } from "../json/canonicalJson";
import type { Json } from "../json/json";

/** A field of a document that one edit gives a value: `late/config/condition`, `late/name`, `/name`. */
export type FieldKey = string;

/**
 * The fields whose values an edit sets or takes away, for telling people that one overwrote the other. Places on the
 * canvas and orders of lists have no meaning, so they are not among them.
 */
export function fieldsOf(edit: Edit): readonly FieldKey[] {
  switch (edit.edit) {
    case "setName":
      return ["/name"];
    case "setDescription":
      return ["/description"];
    case "setSetting":
      return [`/settings/${edit.key}`];
    case "setParameter":
      return [`/parameters/${edit.parameter}`];
    case "renameNode":
      return [`${edit.node}/name`];
    case "setErrors":
      return [`${edit.node}/errors`];
    case "setNodeType":
      return [`${edit.node}/type`];
    case "setConfig":
    case "removeConfig":
    case "removeElement":
      return [`${edit.node}/config/${printPath(edit.path)}`];
    case "removeNode":
      return [edit.node];
    default:
      return [];
  }
}

/** Whether a change of one field changes the other: the same, or one lies in the other. */
export function overlaps(one: FieldKey, other: FieldKey): boolean {
  return one === other || isWithin(one, other) || isWithin(other, one);
}

function isWithin(inner: FieldKey, outer: FieldKey): boolean {
  return inner.startsWith(outer) && (/^[/.[]/.test(inner.slice(outer.length)) || outer.endsWith("/"));
}

/** What a field holds, in a line; undefined where there is nothing. */
export function heldAt(document: PipelineDocument, key: FieldKey): string | undefined {
  const [id = "", part = "", path = ""] = split(key);
  if (id === "") return documentValue(document, part, path);
  const node = document.nodes.find((known) => known.id === id);
  if (!node) return undefined;
  return part === "" ? node.name || node.type : nodeValue(node, part, path);
}

/** The node a field belongs to; undefined for the pipeline's own. */
export function nodeOf(key: FieldKey): string | undefined {
  const [id] = split(key);
  return id === "" ? undefined : id;
}

/** The path of a field within its node or the document. */
export function pathOfField(key: FieldKey): FieldPath {
  const [, part = "", path = ""] = split(key);
  return part === "" ? [] : [{ key: part }, ...(path === "" ? [] : parsePath(path))];
}

function split(key: FieldKey): readonly string[] {
  const [id = "", part = "", ...path] = key.split("/");
  return [id, part, path.join("/")];
}

function documentValue(document: PipelineDocument, part: string, path: string): string | undefined {
  if (part === "name") return document.name;
  if (part === "description") return document.description;
  if (part === "parameters") return written(document.parameters.find(({ name }) => name === path)?.default);
  return written((document.settings as Readonly<Record<string, Json>>)[path]);
}

function nodeValue(node: Node, part: string, path: string): string | undefined {
  if (part === "name") return node.name;
  if (part === "type") return node.type;
  if (part === "errors") return node.errors?.policy;
  return written(find(node.config, parsePath(path)));
}

function written(value: Json | undefined): string | undefined {
  return typeof value === "string" || value === undefined ? value : print(value);
}
