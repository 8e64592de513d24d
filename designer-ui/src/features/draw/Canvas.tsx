import { useComputedColorScheme } from "@mantine/core";
import {
  Background,
  type Connection,
  type FinalConnectionState,
  type IsValidConnection,
  type OnConnectEnd,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";
import { type Edge, edgeKey, type Point } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import { connect, type Selection } from "../../canvas-core/drawing/acts";
import type { Checked } from "../../canvas-core/drawing/checked";
import { fittingTargets, whyNotConnected } from "../../canvas-core/drawing/connections";
import { edgeAt, typesOnEdge } from "../../canvas-core/drawing/inserting";
import { GRID, NODE_HEIGHT } from "../../canvas-core/geometry/grid";
import { LARGEST_ZOOM, SMALLEST_ZOOM } from "../../canvas-core/geometry/viewport";
import type { Sample } from "../data";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import classes from "./Draw.module.css";
import { DrawnEdge, type FlowEdge } from "./DrawnEdge";
import { DRAGGED_TYPE } from "./dragging";
import { FittingPorts } from "./FittingPorts";
import { Growing, type Growth } from "./Growing";
import { GrowingEdge } from "./GrowingEdge";
import { HoveredEdge } from "./HoveredEdge";
import { LetterLines } from "./LetterLines";
import { type Card, NodeCard } from "./NodeCard";
import { Renaming } from "./Renaming";
import { useDragging } from "./useDragging";
import { useKeptViewport } from "./useKeptViewport";
import { useRevealed } from "./useRevealed";
import { useScene } from "./useScene";
import { useTextScale } from "./useTextScale";
import { WhyNot } from "./WhyNot";
import { Zoom } from "./Zoom";

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { drawn: DrawnEdge };
/** How near to an edge a node is dropped to stand on it, in pixels of the screen. */
const DROP_REACH = 20;

const SNAP: [number, number] = [GRID, GRID];

/** The drawing surface: React Flow shows what canvas-core says and reports what pointers do. */
export function Canvas({
  session,
  view,
  problems,
  checked,
  sample,
  selection,
  select,
  isDragging,
  setDragging,
  showData,
  types,
  add,
  openMenu,
  renamed,
  rename,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly problems: readonly Problem[];
  readonly checked: Checked | undefined;
  readonly sample: Sample;
  readonly showData: () => void;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  /** Whether a pointer drags nodes. */
  readonly isDragging: boolean;
  readonly setDragging: (isDragging: boolean) => void;
  readonly types: readonly NodeTypeDescriptor[];
  readonly add: (type: NodeTypeDescriptor, growth: Growth, place?: Point) => void;
  /** The node whose name is a field, and what makes it one. */
  readonly renamed: string | undefined;
  readonly rename: (node: string | undefined) => void;
  /** Opens the list of what can be added, at a place of the screen; for a place of the canvas, when there is one. */
  readonly openMenu: (growth: Growth, screen: Point, place?: Point) => void;
}) {
  const { document, catalogue } = view;
  const surface = useRef<HTMLDivElement>(null);
  const flow = useReactFlow();
  const scheme = useComputedColorScheme("light");
  const { dragged, onNodesChange, onEdgesChange } = useDragging(session, selection, select);
  const { scene, cards, edges } = useScene({ view, problems, checked, sample, selection, dragged });
  const textScale = useTextScale();
  useKeptViewport(surface, scene.nodes);
  const [only, ...more] = selection.nodes;
  useRevealed(surface, only !== undefined && more.length === 0 ? scene.nodes[only]?.rect : undefined, isDragging);
  const [growing, setGrowing] = useState<Edge["from"]>();
  const [hovered, setHovered] = useState<string>();

  const whyNot = useCallback((edge: Edge) => whyNotConnected(document, catalogue, edge), [document, catalogue]);
  const isValid: IsValidConnection<FlowEdge> = useCallback((line) => whyNot(edgeOf(line)) === undefined, [whyNot]);
  const hover = useMemo(() => ({ hovered, hover: setHovered }), [hovered]);
  const naming = useMemo(
    () => ({
      node: renamed,
      end: (name?: string) => {
        if (renamed === undefined) return;
        rename(undefined);
        const before = session.snapshot().document.nodes.find(({ id }) => id === renamed)?.name;
        if (name !== undefined && name !== before) {
          session.act({ label: "Rename", edits: [{ edit: "renameNode", node: renamed, name }] });
        }
        // Who names by keys goes on by keys.
        surface.current?.querySelector<HTMLElement>(`[data-id="${renamed}"]`)?.focus();
      },
    }),
    [renamed, rename, session],
  );
  const fitting = useMemo(
    () => growing && new Set(fittingTargets(document, catalogue, growing).map(({ node, port }) => `${node}.${port}`)),
    [growing, document, catalogue],
  );

  const onConnectEnd: OnConnectEnd = (event, state: FinalConnectionState) => {
    setGrowing(undefined);
    const from = state.fromHandle;
    if (state.toHandle || !from || from.type !== "source" || !surface.current) return;
    const pointer = "changedTouches" in event ? event.changedTouches[0] : event;
    if (!pointer) return;
    const place = flow.screenToFlowPosition({ x: pointer.clientX, y: pointer.clientY });
    openMenu(
      { kind: "after", from: { node: from.nodeId, port: from.id ?? "" } },
      { x: pointer.clientX, y: pointer.clientY },
      { x: place.x, y: place.y - NODE_HEIGHT / 2 },
    );
  };
  const grow = useCallback(
    (growth: Growth, button: Element) => {
      const { right, top } = button.getBoundingClientRect();
      openMenu(growth, { x: right + GRID, y: top });
    },
    [openMenu],
  );
  /** The edge under a pointer on which a node of this type can stand. */
  const edgeUnder = (type: NodeTypeDescriptor, screen: Point): Edge | undefined => {
    if (typesOnEdge([type]).length === 0) return undefined;
    const key = edgeAt(scene, flow.screenToFlowPosition(screen), DROP_REACH / flow.getZoom());
    return key === undefined ? undefined : document.edges.find((edge) => edgeKey(edge) === key);
  };

  return (
    <div className={classes.surface} ref={surface} style={textScale}>
      <WhyNot value={whyNot}>
        <FittingPorts value={fitting}>
          <Growing value={grow}>
            <HoveredEdge value={hover}>
              <Renaming value={naming}>
                <ReactFlow<Card, FlowEdge>
                  nodes={cards}
                  edges={edges}
                  nodeTypes={NODE_TYPES}
                  edgeTypes={EDGE_TYPES}
                  colorMode={scheme}
                  connectionLineComponent={GrowingEdge}
                  connectionRadius={28}
                  onNodesChange={onNodesChange}
                  onEdgesChange={onEdgesChange}
                  onConnectStart={(_, { nodeId, handleId, handleType }) => {
                    if (nodeId !== null && handleId !== null && handleType === "source") {
                      setGrowing({ node: nodeId, port: handleId });
                    }
                  }}
                  onConnectEnd={onConnectEnd}
                  onNodeDoubleClick={(_, { id }) => rename(id)}
                  onEdgeClick={showData}
                  onConnect={(line) => session.act(connect(edgeOf(line)))}
                  isValidConnection={isValid}
                  onEdgeMouseEnter={(_, edge) => setHovered(edge.id)}
                  onEdgeMouseLeave={() => setHovered(undefined)}
                  onDragOver={(event) => {
                    event.preventDefault();
                    event.dataTransfer.dropEffect = "copy";
                    // What is dragged is not told before it is dropped, but that it is a type.
                    if (!event.dataTransfer.types.includes(DRAGGED_TYPE)) return;
                    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
                    setHovered(edgeAt(scene, at, DROP_REACH / flow.getZoom()));
                  }}
                  onDragLeave={() => setHovered(undefined)}
                  onDrop={(event) => {
                    const type = types.find((known) => known.type === event.dataTransfer.getData(DRAGGED_TYPE));
                    if (!type) return;
                    event.preventDefault();
                    setHovered(undefined);
                    const screen = { x: event.clientX, y: event.clientY };
                    const edge = edgeUnder(type, screen);
                    const at = flow.screenToFlowPosition(screen);
                    if (edge) add(type, { kind: "on", edge });
                    else add(type, { kind: "alone" }, { x: at.x - 24, y: at.y - NODE_HEIGHT / 2 });
                  }}
                  snapToGrid
                  snapGrid={SNAP}
                  minZoom={SMALLEST_ZOOM}
                  maxZoom={LARGEST_ZOOM}
                  onNodeDragStart={() => setDragging(true)}
                  onNodeDragStop={() => setDragging(false)}
                  onSelectionDragStart={() => setDragging(true)}
                  onSelectionDragStop={() => setDragging(false)}
                  deleteKeyCode={null}
                  selectionMode={SelectionMode.Partial}
                  multiSelectionKeyCode={["Shift", "Control", "Meta"]}
                  zoomOnDoubleClick={false}
                  onlyRenderVisibleElements={document.nodes.length > 100}
                  proOptions={{ hideAttribution: true }}
                >
                  <Background gap={GRID * 3} size={1.5} color="var(--mr-canvas-dot)" />
                  <LetterLines letters={scene.letters} />
                </ReactFlow>
              </Renaming>
            </HoveredEdge>
          </Growing>
        </FittingPorts>
      </WhyNot>
      {document.nodes.length === 0 && <EmptyCanvas />}
      <Zoom />
    </div>
  );
}

function edgeOf(line: Connection | FlowEdge): Edge {
  return {
    from: { node: line.source, port: line.sourceHandle ?? "" },
    to: { node: line.target, port: line.targetHandle ?? "" },
  };
}

function EmptyCanvas() {
  return (
    <div className={classes.empty}>
      <strong>An empty canvas</strong>
      Drop a CSV or NDJSON file, drag a source here from the palette, or press <kbd>/</kbd> and type its name.
    </div>
  );
}
