import { useReactFlow } from "@xyflow/react";
import { edgeKey } from "../../canvas-core/document/document";
import { NOTHING, type Selection } from "../../canvas-core/drawing/acts";
import type { Random } from "../../canvas-core/drawing/ids";
import { duplicate } from "../../canvas-core/drawing/pasting";
import { type Gap, remove } from "../../canvas-core/drawing/removing";
import { ARRANGEMENTS, type Command } from "../commands";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import { FIT } from "./Zoom";

interface Drawn {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly random: Random;
  readonly clipboard: { readonly copy: () => void; readonly cut: () => void; readonly paste: () => void };
  /** Opens the list of what can be added. */
  readonly quickAdd: () => void;
  readonly searchPalette: () => void;
  /** Makes the name on a card a field. */
  readonly rename: (node: string) => void;
  readonly preview: () => void;
  readonly showKeys: () => void;
  readonly showCommands: () => void;
  /** Closes what floats, else leaves the selection. */
  readonly leave: () => void;
}

/** All that can be done to a drawing, by whatever way it is asked for. */
export function useDrawCommands({
  session,
  view,
  selection,
  select,
  random,
  clipboard,
  quickAdd,
  searchPalette,
  rename,
  preview,
  showKeys,
  showCommands,
  leave,
}: Drawn): readonly Command[] {
  const flow = useReactFlow();
  const { document, catalogue, history } = view;
  const nodes = document.nodes.filter(({ id }) => selection.nodes.includes(id)).map(({ id }) => id);
  const edges = document.edges.filter((edge) => selection.edges.includes(edgeKey(edge)));
  const hasNoNode = nodes.length === 0;
  const removeSelected = (gap: Gap) => () => {
    const act = remove(document, catalogue, selection, gap);
    if (act && session.act(act)) select(NOTHING);
  };
  return [
    { id: "add", label: "Add a node", group: "Add", keys: ["/"], run: quickAdd, also: "insert new" },
    { id: "palette", label: "Search in the palette", group: "Add", run: searchPalette },
    {
      id: "undo",
      label: "Undo",
      group: "Edit",
      keys: ["Ctrl Z"],
      run: () => session.undo(),
      isOff: !history.done.length,
    },
    {
      id: "redo",
      label: "Redo",
      group: "Edit",
      keys: ["Ctrl Shift Z", "Ctrl Y"],
      run: () => session.redo(),
      isOff: !history.undone.length,
    },
    {
      id: "copy",
      label: "Copy",
      group: "Edit",
      keys: ["Ctrl C"],
      isOwnKeys: true,
      run: clipboard.copy,
      isOff: hasNoNode,
    },
    { id: "cut", label: "Cut", group: "Edit", keys: ["Ctrl X"], isOwnKeys: true, run: clipboard.cut, isOff: hasNoNode },
    { id: "paste", label: "Paste", group: "Edit", keys: ["Ctrl V"], isOwnKeys: true, run: clipboard.paste },
    {
      id: "rename",
      label: "Rename",
      group: "Edit",
      keys: ["F2"],
      run: () => rename(nodes[0] ?? ""),
      isOff: nodes.length !== 1,
    },
    {
      id: "duplicate",
      label: "Duplicate",
      group: "Edit",
      keys: ["Ctrl D"],
      run: () => {
        const act = duplicate(document, catalogue, nodes, random);
        if (act && session.act(act)) select({ nodes: act.nodes, edges: [] });
      },
      isOff: hasNoNode,
    },
    {
      id: "delete",
      label: "Delete, and join what is left",
      group: "Edit",
      keys: ["Delete"],
      run: removeSelected("closed"),
      isOff: hasNoNode && edges.length === 0,
      also: "remove disconnect",
    },
    {
      id: "deleteOnly",
      label: "Delete, and leave the gap",
      group: "Edit",
      keys: ["Shift Delete"],
      run: removeSelected("left"),
      isOff: hasNoNode,
      also: "remove",
    },
    {
      id: "selectAll",
      label: "Select all nodes",
      group: "Select",
      keys: ["Ctrl A"],
      run: () => select({ nodes: document.nodes.map(({ id }) => id), edges: [] }),
      isOff: document.nodes.length === 0,
    },
    { id: "walk", label: "Go through nodes and ports", group: "Select", keys: ["Tab"] },
    { id: "more", label: "Select one more", group: "Select", keys: ["Shift Click"] },
    { id: "marquee", label: "Select what a frame touches", group: "Select", keys: ["Shift Drag"] },
    {
      id: "leave",
      label: "Leave a menu, a field's change, the selection",
      group: "Select",
      keys: ["Esc"],
      run: leave,
      isKeysOnly: true,
    },
    { id: "move", label: "Move the selected nodes", group: "Arrange", keys: ["← ↑ → ↓"] },
    ...ARRANGEMENTS.map(
      ({ id, label, least, act }): Command => ({
        id,
        label,
        group: "Arrange",
        run: () => {
          const arranged = act(document, catalogue, nodes);
          if (arranged) session.act(arranged);
        },
        isOff: nodes.length < least,
        also: "distribute arrange",
      }),
    ),
    {
      id: "preview",
      label: "Run a sample and show its rows",
      group: "View",
      keys: ["P"],
      run: preview,
      also: "preview data",
    },
    { id: "fit", label: "Fit the drawing", group: "View", run: () => void flow.fitView(FIT), also: "zoom all" },
    { id: "zoomIn", label: "Zoom in", group: "View", run: () => void flow.zoomIn() },
    { id: "zoomOut", label: "Zoom out", group: "View", run: () => void flow.zoomOut() },
    {
      id: "commands",
      label: "Search commands, nodes and pipelines",
      group: "Go to",
      keys: ["Ctrl K"],
      run: showCommands,
      isEverywhere: true,
      isKeysOnly: true,
    },
    {
      id: "keys",
      label: "Show and hide these keys",
      group: "View",
      keys: ["?"],
      run: showKeys,
      also: "help shortcuts",
    },
  ];
}
