import type { PipelineDocument } from "../document/document";
import type { Problem } from "../document/problem";
import type { Applied } from "./applied";
import { applyConfigEdit } from "./configEdits";
import type { Edit } from "./edit";
import { applyGroupEdit } from "./groupEdits";
import { applyNoteEdit, applyParameterEdit, applySettingEdit } from "./headingEdits";
import { applyEdgeEdit, applyNodeEdit, applyPositionEdit } from "./nodeEdits";
import { EditRefused } from "./refusal";

/** What came of applying edits: all of them were applied or, when the one at `index` was refused, none. */
export type EditResult =
  | ({ readonly outcome: "applied" } & Applied)
  | { readonly outcome: "refused"; readonly index: number; readonly problem: Problem };

/** Applies edits one after the other. Pure: the document is never changed. */
export function applyEdits(document: PipelineDocument, edits: readonly Edit[]): EditResult {
  let current = document;
  const undos: (readonly Edit[])[] = [];
  for (const [index, edit] of edits.entries()) {
    try {
      const applied = applyOne(current, edit);
      current = applied.document;
      undos.unshift(applied.undo);
    } catch (e) {
      if (e instanceof EditRefused) return { outcome: "refused", index, problem: e.problem };
      throw e;
    }
  }
  return { outcome: "applied", document: current, undo: undos.flat() };
}

function applyOne(document: PipelineDocument, edit: Edit): Applied {
  switch (edit.edit) {
    case "setName":
      return { document: { ...document, name: edit.name }, undo: [{ edit: "setName", name: document.name }] };
    case "setDescription":
      return {
        document: { ...document, description: edit.description },
        undo: [{ edit: "setDescription", description: document.description }],
      };
    case "setSetting":
      return applySettingEdit(document, edit);
    case "addParameter":
    case "setParameter":
    case "removeParameter":
    case "reorderParameter":
      return applyParameterEdit(document, edit);
    case "addNode":
    case "removeNode":
    case "renameNode":
    case "setNodeType":
    case "setErrors":
    case "reorderNode":
      return applyNodeEdit(document, edit);
    case "setConfig":
    case "removeConfig":
    case "addElement":
    case "removeElement":
    case "moveElement":
      return applyConfigEdit(document, edit);
    case "addEdge":
    case "removeEdge":
    case "reorderEdge":
      return applyEdgeEdit(document, edit);
    case "moveNodes":
    case "clearPositions":
      return applyPositionEdit(document, edit);
    case "addNote":
    case "removeNote":
    case "setNoteText":
    case "moveNote":
    case "resizeNote":
    case "reorderNote":
      return applyNoteEdit(document, edit);
    case "addGroup":
    case "removeGroup":
    case "renameGroup":
    case "setGroupNodes":
    case "setGroupParent":
    case "reorderGroup":
      return applyGroupEdit(document, edit);
  }
}
