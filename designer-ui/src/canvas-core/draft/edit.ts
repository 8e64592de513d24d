import {
  EDGE,
  ERROR_POLICY,
  GROUP,
  ID,
  NODE,
  NOTE,
  PARAMETER,
  PARAMETER_NAME,
  POINT,
  POSITIONS,
  SIZE,
  TYPE,
} from "../document/document";
import { type FieldPath, parsePath, printPath } from "../document/fieldPath";
import type { Codec, Of } from "../shape/codec";
import { list, optional, required, union, variant } from "../shape/composites";
import { ANYTHING, TEXT, textRead, whole } from "../shape/scalars";

const PATH_TEXT = textRead(parsePath);

const PATH: Codec<FieldPath> = {
  expected: "text",
  read(json, at, report) {
    const text = PATH_TEXT.read(json, at, report);
    return text === undefined ? undefined : parsePath(text);
  },
  write: printPath,
};

const INDEX = whole(-2_147_483_648, 2_147_483_647);

/**
 * One change of a document: the commands of `io.millrace.model.edit.Edit`, with the same JSON and the same meaning, which
 * the cases in Java's `src/test/resources/edits` fix.
 *
 * What an edit names must be there, what it adds must not be, else it is refused and changes nothing. An index counts from
 * 0; absent or past the end it means the end.
 */
export const EDIT = union("edit", {
  setName: variant({ name: required(TEXT) }),
  setDescription: variant({ description: required(TEXT) }),
  setSetting: variant({ key: required(TEXT), value: optional(ANYTHING) }),
  addParameter: variant({ parameter: required(PARAMETER), index: optional(INDEX) }),
  setParameter: variant({ parameter: required(PARAMETER_NAME), value: required(PARAMETER) }),
  removeParameter: variant({ parameter: required(PARAMETER_NAME) }),
  reorderParameter: variant({ parameter: required(PARAMETER_NAME), index: required(INDEX) }),
  addNode: variant({ node: required(NODE), index: optional(INDEX) }),
  removeNode: variant({ node: required(ID) }),
  renameNode: variant({ node: required(ID), name: required(TEXT) }),
  setNodeType: variant({ node: required(ID), type: required(TYPE), typeVersion: required(INDEX) }),
  setErrors: variant({ node: required(ID), errors: optional(ERROR_POLICY) }),
  reorderNode: variant({ node: required(ID), index: required(INDEX) }),
  setConfig: variant({ node: required(ID), path: required(PATH), value: required(ANYTHING) }),
  removeConfig: variant({ node: required(ID), path: required(PATH) }),
  addElement: variant({ node: required(ID), path: required(PATH), value: required(ANYTHING), index: optional(INDEX) }),
  removeElement: variant({ node: required(ID), path: required(PATH) }),
  moveElement: variant({ node: required(ID), path: required(PATH), index: required(INDEX) }),
  addEdge: variant({ edge: required(EDGE), index: optional(INDEX) }),
  removeEdge: variant({ edge: required(EDGE) }),
  reorderEdge: variant({ edge: required(EDGE), index: required(INDEX) }),
  moveNodes: variant({ positions: required(POSITIONS) }),
  clearPositions: variant({ nodes: required(list(ID)) }),
  addNote: variant({ note: required(NOTE), index: optional(INDEX) }),
  removeNote: variant({ note: required(ID) }),
  setNoteText: variant({ note: required(ID), text: required(TEXT) }),
  moveNote: variant({ note: required(ID), position: required(POINT) }),
  resizeNote: variant({ note: required(ID), size: required(SIZE) }),
  reorderNote: variant({ note: required(ID), index: required(INDEX) }),
  addGroup: variant({ group: required(GROUP), index: optional(INDEX) }),
  removeGroup: variant({ group: required(ID) }),
  renameGroup: variant({ group: required(ID), name: required(TEXT) }),
  setGroupNodes: variant({ group: required(ID), nodes: required(list(ID)) }),
  setGroupParent: variant({ group: required(ID), parent: optional(ID) }),
  reorderGroup: variant({ group: required(ID), index: required(INDEX) }),
});

export type Edit = Of<typeof EDIT>;

/** The edits of these commands. */
export type EditOf<Name extends Edit["edit"]> = Extract<Edit, { readonly edit: Name }>;
