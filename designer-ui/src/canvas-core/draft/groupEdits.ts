import type { Group, PipelineDocument } from "../document/document";
import type { Applied } from "./applied";
import type { Edit, EditOf } from "./edit";
import { Listing } from "./listing";
import { EditRefused } from "./refusal";

export type GroupEdit = EditOf<
  "addGroup" | "removeGroup" | "renameGroup" | "setGroupNodes" | "setGroupParent" | "reorderGroup"
>;

/** Changes the groups on the canvas. A node that enters a group leaves the one it was in. */
export function applyGroupEdit(document: PipelineDocument, edit: GroupEdit): Applied {
  const groups = new Listing("The group", document.layout.groups, (group) => group.id);
  switch (edit.edit) {
    case "addGroup": {
      const { group, index } = edit;
      groups.requireFree(group.id);
      if (group.parent !== undefined) groups.require(group.parent);
      requireMembers(document, group.nodes);
      const { left, undo } = without(groups, group.nodes, group.id);
      return applied(document, left.added(group, index), [{ edit: "removeGroup", group: group.id }, ...undo]);
    }
    case "removeGroup":
      return remove(document, groups, edit.group);
    case "renameGroup": {
      const old = groups.get(edit.group);
      return applied(document, groups.replaced(old.id, { ...old, name: edit.name }), [
        { edit: "renameGroup", group: old.id, name: old.name },
      ]);
    }
    case "setGroupNodes": {
      const old = groups.get(edit.group);
      requireMembers(document, edit.nodes);
      const { left, undo } = without(groups, edit.nodes, old.id);
      return applied(document, left.replaced(old.id, { ...old, nodes: edit.nodes }), [
        { edit: "setGroupNodes", group: old.id, nodes: old.nodes },
        ...undo,
      ]);
    }
    case "setGroupParent": {
      const old = groups.get(edit.group);
      if (edit.parent !== undefined) requireOutside(groups, old.id, edit.parent);
      return applied(document, groups.replaced(old.id, withParent(old, edit.parent)), [parentEdit(old)]);
    }
    case "reorderGroup":
      return applied(document, groups.moved(edit.group, edit.index), [
        { edit: "reorderGroup", group: edit.group, index: groups.require(edit.group) },
      ]);
  }
}

function remove(document: PipelineDocument, groups: Listing<Group>, id: string): Applied {
  const old = groups.get(id);
  const undo: Edit[] = [{ edit: "addGroup", group: old, index: groups.require(id) }];
  const others = groups.removed(id).map((group) => {
    if (group.parent !== id) return group;
    undo.push(parentEdit(group));
    return withParent(group, old.parent);
  });
  return applied(document, others, undo);
}

/** The groups other than one without these members, and what it takes to bring them back. */
function without(groups: Listing<Group>, nodes: readonly string[], except: string) {
  const undo: Edit[] = [];
  const left = groups.elements.map((group) => {
    if (group.id === except || !group.nodes.some((node) => nodes.includes(node))) return group;
    undo.push({ edit: "setGroupNodes", group: group.id, nodes: group.nodes });
    return { ...group, nodes: group.nodes.filter((node) => !nodes.includes(node)) };
  });
  return { left: groups.of(left), undo };
}

function requireMembers(document: PipelineDocument, nodes: readonly string[]): void {
  const seen = new Set<string>();
  for (const node of nodes) {
    if (!document.nodes.some(({ id }) => id === node)) throw EditRefused.missing("The node", node);
    if (seen.has(node)) throw EditRefused.of("edit.valueInvalid", `The node \`${node}\` stands twice in the group`);
    seen.add(node);
  }
}

function requireOutside(groups: Listing<Group>, id: string, parent: string): void {
  groups.require(parent);
  for (let at: string | undefined = parent; at !== undefined; at = groups.get(at).parent) {
    if (at === id) {
      throw EditRefused.of(
        "edit.valueInvalid",
        `The group \`${id}\` cannot lie in \`${parent}\`, which is or lies in itself`,
      );
    }
  }
}

function withParent({ parent: _, ...group }: Group, parent: string | undefined): Group {
  return parent === undefined ? group : { ...group, parent };
}

function parentEdit(group: Group): Edit {
  return { edit: "setGroupParent", group: group.id, ...(group.parent !== undefined && { parent: group.parent }) };
}

function applied(document: PipelineDocument, groups: readonly Group[], undo: readonly Edit[]): Applied {
  return { document: { ...document, layout: { ...document.layout, groups } }, undo };
}
