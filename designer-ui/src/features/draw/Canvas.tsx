import { useComputedColorScheme } from "@mantine/core";
import {
  Background,
  type Connection,
  type FinalConnectionState,
  type IsValidConnection,
  type OnConnectEnd,
  ReactFlow,
  useReactFlow,
} from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";
import type { Edge, Point } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import { connect, type Selection } from "../../canvas-core/drawing/acts";
import type { Checked } from "../../canvas-core/drawing/checked";
import { fittingTargets, whyNotConnected } from "../../canvas-core/drawing/connections";
import { GRID, NODE_HEIGHT } from "../../canvas-core/geometry/grid";
import { LARGEST_ZOOM, SMALLEST_ZOOM } from "../../canvas-core/geometry/viewport";
import type { Sample } from "../data";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import { AddMenu } from "./AddMenu";
import classes from "./Draw.module.css";
import { DrawnEdge, type FlowEdge } from "./DrawnEdge";
import { DRAGGED_TYPE } from "./dragging";
import { FittingPorts } from "./FittingPorts";
import { GrowingEdge } from "./GrowingEdge";
import { LetterLines } from "./LetterLines";
import { type Card, NodeCard } from "./NodeCard";
import { useDragging } from "./useDragging";
import { useKeptViewport } from "./useKeptViewport";
import { useRevealed } from "./useRevealed";
import { useScene } from "./useScene";
import { useTextScale } from "./useTextScale";
import { WhyNot } from "./WhyNot";
import { Zoom } from "./Zoom";

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { drawn: DrawnEdge };
const SNAP: [number, number] = [GRID, GRID];

interface OpenMenu {
  /** Where on the surface it opens, and where on the canvas the node goes. */
  readonly pixel: Point;
  readonly place: Point;
  readonly after: Edge["from"];
}

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
  readonly add: (type: NodeTypeDescriptor, place: Point, after?: Edge["from"]) => void;
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
  const [menu, setMenu] = useState<OpenMenu>();

  const whyNot = useCallback((edge: Edge) => whyNotConnected(document, catalogue, edge), [document, catalogue]);
  const isValid: IsValidConnection<FlowEdge> = useCallback((line) => whyNot(edgeOf(line)) === undefined, [whyNot]);
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
    const box = surface.current.getBoundingClientRect();
    const place = flow.screenToFlowPosition({ x: pointer.clientX, y: pointer.clientY });
    setMenu({
      pixel: {
        x: Math.min(pointer.clientX - box.x, box.width - 272),
        y: Math.min(pointer.clientY - box.y, box.height - 296),
      },
      place: { x: place.x, y: place.y - NODE_HEIGHT / 2 },
      after: { node: from.nodeId, port: from.id ?? "" },
    });
  };

  return (
    <div className={classes.surface} ref={surface} style={textScale}>
      <WhyNot value={whyNot}>
        <FittingPorts value={fitting}>
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
            onEdgeClick={showData}
            onConnect={(line) => session.act(connect(edgeOf(line)))}
            isValidConnection={isValid}
            onDragOver={(event) => {
              event.preventDefault();
              event.dataTransfer.dropEffect = "copy";
            }}
            onDrop={(event) => {
              const type = types.find((known) => known.type === event.dataTransfer.getData(DRAGGED_TYPE));
              if (!type) return;
              event.preventDefault();
              const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
              add(type, { x: at.x - 24, y: at.y - NODE_HEIGHT / 2 });
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
            multiSelectionKeyCode={["Shift", "Control", "Meta"]}
            zoomOnDoubleClick={false}
            onlyRenderVisibleElements={document.nodes.length > 100}
            proOptions={{ hideAttribution: true }}
          >
            <Background gap={GRID * 3} size={1.5} color="var(--mr-canvas-dot)" />
            <LetterLines letters={scene.letters} />
          </ReactFlow>
        </FittingPorts>
      </WhyNot>
      {document.nodes.length === 0 && <EmptyCanvas />}
      <Zoom />
      {menu && (
        <AddMenu
          at={menu.pixel}
          types={types.filter((type) => type.ports.inputs.length > 0)}
          choose={(type) => {
            setMenu(undefined);
            add(type, menu.place, menu.after);
          }}
          close={() => setMenu(undefined)}
        />
      )}
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
