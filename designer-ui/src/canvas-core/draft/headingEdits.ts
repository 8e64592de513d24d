import { type Note, type Parameter, type PipelineDocument, SETTINGS } from "../document/document";
import { type Json, member, withMember } from "../json/json";
import { read } from "../shape/codec";
import type { Applied } from "./applied";
import type { Edit, EditOf } from "./edit";
import { Listing } from "./listing";
import { EditRefused } from "./refusal";

/** Sets settings by key, through their JSON: the closed set of keys and their types stand in `SETTINGS` alone. */
export function applySettingEdit(document: PipelineDocument, edit: EditOf<"setSetting">): Applied {
  const before = SETTINGS.write(document.settings) as Readonly<Record<string, Json>>;
  // A key that is not known must be refused even when it is to be taken away, so null is written out.
  const reading = read(SETTINGS, withMember(before, edit.key, edit.value ?? null));
  if (reading.value === undefined) {
    const [problem] = reading.problems;
    if (!problem) throw new RangeError("A refusal has a problem");
    throw new EditRefused({ ...problem, fieldPath: [{ key: "settings" }, ...(problem.fieldPath ?? [])] });
  }
  const old = member(before, edit.key);
  return {
    document: { ...document, settings: reading.value },
    undo: [{ edit: "setSetting", key: edit.key, ...(old !== undefined && { value: old }) }],
  };
}

/** Changes the list of parameters. */
export function applyParameterEdit(
  document: PipelineDocument,
  edit: EditOf<"addParameter" | "setParameter" | "removeParameter" | "reorderParameter">,
): Applied {
  const parameters = new Listing("The parameter", document.parameters, (parameter) => parameter.name);
  const applied = (changed: readonly Parameter[], undo: Edit): Applied => ({
    document: { ...document, parameters: changed },
    undo: [undo],
  });
  switch (edit.edit) {
    case "addParameter":
      return applied(parameters.added(edit.parameter, edit.index), {
        edit: "removeParameter",
        parameter: edit.parameter.name,
      });
    case "setParameter": {
      const old = parameters.get(edit.parameter);
      if (edit.value.name !== old.name) parameters.requireFree(edit.value.name);
      return applied(parameters.replaced(old.name, edit.value), {
        edit: "setParameter",
        parameter: edit.value.name,
        value: old,
      });
    }
    case "removeParameter":
      return applied(parameters.removed(edit.parameter), {
        edit: "addParameter",
        parameter: parameters.get(edit.parameter),
        index: parameters.require(edit.parameter),
      });
    case "reorderParameter":
      return applied(parameters.moved(edit.parameter, edit.index), {
        edit: "reorderParameter",
        parameter: edit.parameter,
        index: parameters.require(edit.parameter),
      });
  }
}

/** Changes the notes on the canvas. */
export function applyNoteEdit(
  document: PipelineDocument,
  edit: EditOf<"addNote" | "removeNote" | "setNoteText" | "moveNote" | "resizeNote" | "reorderNote">,
): Applied {
  const notes = new Listing("The note", document.layout.notes, (note) => note.id);
  const applied = (changed: readonly Note[], undo: Edit): Applied => ({
    document: { ...document, layout: { ...document.layout, notes: changed } },
    undo: [undo],
  });
  if (edit.edit === "addNote") {
    return applied(notes.added(edit.note, edit.index), { edit: "removeNote", note: edit.note.id });
  }
  const old = notes.get(edit.note);
  switch (edit.edit) {
    case "removeNote":
      return applied(notes.removed(old.id), { edit: "addNote", note: old, index: notes.require(old.id) });
    case "setNoteText":
      return applied(notes.replaced(old.id, { ...old, text: edit.text }), {
        edit: "setNoteText",
        note: old.id,
        text: old.text,
      });
    case "moveNote":
      return applied(notes.replaced(old.id, { ...old, position: edit.position }), {
        edit: "moveNote",
        note: old.id,
        position: old.position,
      });
    case "resizeNote":
      return applied(notes.replaced(old.id, { ...old, size: edit.size }), {
        edit: "resizeNote",
        note: old.id,
        size: old.size,
      });
    case "reorderNote":
      return applied(notes.moved(old.id, edit.index), {
        edit: "reorderNote",
        note: old.id,
        index: notes.require(old.id),
      });
  }
}
