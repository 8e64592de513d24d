import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";
import type { Node } from "../../canvas-core/document/document";
import { type FieldPath, printPath } from "../../canvas-core/document/fieldPath";
import type { Problem } from "../../canvas-core/document/problem";
import { applyEdits } from "../../canvas-core/draft/drafts";
import type { Edit } from "../../canvas-core/draft/edit";
import { edgesWithoutPort } from "../../canvas-core/drawing/acts";
import type { Column } from "../../canvas-core/drawing/checked";
import type { Table } from "../../canvas-core/drawing/columns";
import { newId, type Random } from "../../canvas-core/drawing/ids";
import type { SqlFunction } from "../../ports/PipelineStore";
import type { DraftSession } from "../pipeline/DraftSession";
import type { Form } from "./FormContext";

const LABELS = {
  set: "Change",
  clear: "Clear",
  add: "Add to",
  remove: "Remove from",
  move: "Reorder",
} as const;

/** What is known around a node beside its config. */
export interface Known {
  readonly problems: readonly Problem[];
  readonly columns: (input?: string) => readonly Column[];
  readonly tables: () => readonly Table[];
  readonly functions: readonly SqlFunction[];
}

/** The form of a node: each act of a field is one edit of its config, and one step of undo. */
export function formOf(
  session: DraftSession,
  node: Node,
  type: NodeTypeDescriptor,
  { problems, columns, tables, functions }: Known,
  random: Random,
): Form {
  const act = (kind: keyof typeof LABELS, path: FieldPath, ...edits: readonly Edit[]) => {
    const field = path[0]?.key ?? "config";
    const lost = lostEdges(session, node.id, type, edits);
    session.act({ label: `${LABELS[kind]} ${field}`, edits: [...edits, ...lost] });
  };
  return {
    set: (path, value) => act("set", path, { edit: "setConfig", node: node.id, path, value }),
    setAll: (values) =>
      act(
        "set",
        values[0]?.path ?? [],
        ...values.map(({ path, value }): Edit => ({ edit: "setConfig", node: node.id, path, value })),
      ),
    clear: (path) => act("clear", path, { edit: "removeConfig", node: node.id, path }),
    add: (path, value) => act("add", path, { edit: "addElement", node: node.id, path, value }),
    removeElement: (path) => act("remove", path, { edit: "removeElement", node: node.id, path }),
    moveElement: (path, index) => act("move", path, { edit: "moveElement", node: node.id, path, index }),
    problemsAt: (path) => {
      const text = printPath([{ key: "config" }, ...path]);
      return problems.filter((problem) => problem.fieldPath && printPath(problem.fieldPath) === text);
    },
    problemsWithin: (path) => {
      const outer = [{ key: "config" }, ...path];
      return problems.filter(
        ({ fieldPath }) => fieldPath && printPath(fieldPath.slice(0, outer.length)) === printPath(outer),
      );
    },
    fix: ({ label, edits }) => session.act({ label: label.replaceAll("`", ""), edits }),
    newElementId: () => newId(stemOf(type), () => false, random),
    columns,
    tables,
    functions,
    takesSchema:
      type.kind === "source" &&
      ["path", "format", "schema"].every((name) => type.configSchema.fields.some((field) => field.name === name)),
  };
}

/** The edges at ports that go with edits, such as those of a branch that is removed. */
function lostEdges(
  session: DraftSession,
  id: string,
  type: NodeTypeDescriptor,
  edits: readonly Edit[],
): readonly Edit[] {
  const { document } = session.snapshot();
  const result = applyEdits(document, edits);
  const after = result.outcome === "applied" ? result.document.nodes.find((node) => node.id === id) : undefined;
  const hasPorts = type.ports.outputPerElementOf !== undefined || type.ports.inputPerElementOf !== undefined;
  return after && hasPorts ? edgesWithoutPort(document, type, id, after.config) : [];
}

function stemOf(type: NodeTypeDescriptor): string {
  return type.type.charAt(0);
}
