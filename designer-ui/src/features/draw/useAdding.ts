import { useReactFlow } from "@xyflow/react";
import { type RefObject, useCallback, useState } from "react";
import { usePorts } from "../../app/Ports";
import { type NodeTypeDescriptor, newestTypes } from "../../canvas-core/catalogue/catalogue";
import { edgeKey, type PipelineDocument, type Point } from "../../canvas-core/document/document";
import { addNode, type Selection } from "../../canvas-core/drawing/acts";
import { titleIn } from "../../canvas-core/drawing/connections";
import { insertOnEdge, typesAfter, typesOnEdge } from "../../canvas-core/drawing/inserting";
import { NODE_HEIGHT, NODE_WIDTH } from "../../canvas-core/geometry/grid";
import { freePlace, placeAfter, placed } from "../../canvas-core/geometry/placing";
import { longestLevel } from "../../canvas-core/geometry/route";
import { sceneOf } from "../../canvas-core/geometry/scene";
import type { DraftSession } from "../pipeline/DraftSession";
import type { Growth } from "./Growing";

/** An open list of what can be added. */
export interface OpenMenu {
  /** Where on the surface it opens. */
  readonly pixel: Point;
  readonly growth: Growth;
  /** Where on the canvas the node goes, when somebody pointed there. */
  readonly place?: Point;
  readonly types: readonly NodeTypeDescriptor[];
  /** Where the node goes, in words. */
  readonly label: string;
}

/** What an open list takes, with what it is apart from the edge of the surface. */
const MENU = { width: 272, height: 296, margin: 8 };

/** Adding nodes: behind another, on an edge, at a place or in the middle of what is seen; never over a node. */
export function useAdding(
  session: DraftSession,
  surface: RefObject<HTMLElement | null>,
  selection: Selection,
  select: (selection: Selection) => void,
) {
  const { random } = usePorts().surroundings;
  const flow = useReactFlow();
  const [menu, setMenu] = useState<OpenMenu>();

  const add = useCallback(
    (type: NodeTypeDescriptor, growth: Growth, wished?: Point) => {
      const { document, catalogue } = session.snapshot();
      const scene = sceneOf(document, catalogue, placed(document));
      const rects = Object.values(scene.nodes).map(({ rect }) => rect);
      const before = growth.kind === "after" ? scene.nodes[growth.from.node]?.rect : undefined;
      const place = wished
        ? freePlace(rects, wished)
        : before
          ? placeAfter(rects, before)
          : freePlace(rects, besideMiddle(middleOf(surface.current, (pixel) => flow.screenToFlowPosition(pixel))));
      const act =
        growth.kind === "on"
          ? insertOnEdge(document, catalogue, scene, type, growth.edge, random)
          : addNode(document, catalogue, type, place, random, growth.kind === "after" ? growth.from : undefined);
      if (act && session.act(act)) select({ nodes: [act.node], edges: [] });
    },
    [session, random, select, flow, surface],
  );

  const open = useCallback(
    (growth: Growth, screen: Point, place?: Point) => {
      const { document, catalogue } = session.snapshot();
      const box = surface.current?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 };
      const newest = newestTypes(catalogue);
      const within = (at: number, length: number, room: number) => Math.max(MENU.margin, Math.min(at, room - length));
      setMenu({
        pixel: {
          x: within(screen.x - box.x, MENU.width, box.width),
          y: within(screen.y - box.y, MENU.height, box.height),
        },
        growth,
        ...(place && { place }),
        types: growth.kind === "after" ? typesAfter(newest) : growth.kind === "on" ? typesOnEdge(newest) : newest,
        label: wordsOf(growth, document, (node) => titleIn(catalogue, node)),
      });
    },
    [session, surface],
  );

  /** The list for what is selected: on an edge, behind a node that has a free output, else for a node on its own. */
  const openForSelection = useCallback(() => {
    const { document, catalogue } = session.snapshot();
    const scene = sceneOf(document, catalogue, placed(document));
    const edge = onlyEdge(document, selection);
    const corners = edge && scene.edges[edgeKey(edge)];
    if (edge && corners) {
      const { x, y } = longestLevel(corners).middle;
      return open({ kind: "on", edge }, flow.flowToScreenPosition({ x, y: y + 16 }));
    }
    const growth = freeGrowth(session, selection);
    const rect = growth.kind === "after" ? scene.nodes[growth.from.node]?.rect : undefined;
    if (rect) return open(growth, flow.flowToScreenPosition({ x: rect.x + rect.width + 16, y: rect.y }));
    const { x, y } = middleOf(surface.current, (pixel) => pixel);
    open(growth, { x: x - MENU.width / 2, y: y - MENU.height / 2 });
  }, [session, selection, open, flow, surface]);

  /** From the palette: as most drawings grow to the right, behind the one selected node where that has a free output. */
  const addFromPalette = useCallback(
    (type: NodeTypeDescriptor) => {
      const growth = freeGrowth(session, selection);
      add(type, typesAfter([type]).length > 0 ? growth : { kind: "alone" });
    },
    [session, selection, add],
  );

  const choose = (type: NodeTypeDescriptor) => {
    if (menu) add(type, menu.growth, menu.place);
  };
  return { menu, choose, close: () => setMenu(undefined), open, openForSelection, add, addFromPalette };
}

/** Behind the one selected node's first free output of rows; a node on its own where there is none. */
function freeGrowth(session: DraftSession, { nodes }: Selection): Growth {
  const { document, catalogue } = session.snapshot();
  const [only, ...more] = nodes;
  const outputs =
    only !== undefined && more.length === 0
      ? (sceneOf(document, catalogue, placed(document)).nodes[only]?.outputs ?? [])
      : [];
  const free = outputs.find(
    ({ name, role }) => role === "rows" && !document.edges.some(({ from }) => from.node === only && from.port === name),
  );
  return free && only !== undefined ? { kind: "after", from: { node: only, port: free.name } } : { kind: "alone" };
}

function onlyEdge(document: PipelineDocument, { nodes, edges }: Selection) {
  return nodes.length === 0 && edges.length === 1
    ? document.edges.find((edge) => edgeKey(edge) === edges[0])
    : undefined;
}

function wordsOf(
  growth: Growth,
  document: PipelineDocument,
  title: (node: PipelineDocument["nodes"][number]) => string,
): string {
  const named = (id: string) => {
    const node = document.nodes.find((known) => known.id === id);
    return node ? title(node) : id;
  };
  switch (growth.kind) {
    case "after":
      return `Add after ${named(growth.from.node)}`;
    case "on":
      return `Add before ${named(growth.edge.to.node)}`;
    case "alone":
      return "Add a node";
  }
}

function besideMiddle({ x, y }: Point): Point {
  return { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 };
}

/** The middle of what is seen of the surface. */
export function middleOf(surface: HTMLElement | null, toCanvas: (pixel: Point) => Point): Point {
  const box = surface?.getBoundingClientRect();
  return toCanvas(box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 });
}
