import { useReactFlow } from "@xyflow/react";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { usePorts } from "../../app/Ports";
import { type NodeTypeDescriptor, newestTypes } from "../../canvas-core/catalogue/catalogue";
import type { Edge, Point } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import { addNode, remove, type Selection } from "../../canvas-core/drawing/acts";
import type { Checked } from "../../canvas-core/drawing/checked";
import { NODE_HEIGHT, NODE_WIDTH } from "../../canvas-core/geometry/grid";
import { freePlace, placeAfter, placed } from "../../canvas-core/geometry/placing";
import { sceneOf } from "../../canvas-core/geometry/scene";
import type { Sample } from "../data";
import { DropZone } from "../files";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import pageClasses from "../pipeline/PipelinePage.module.css";
import { Canvas } from "./Canvas";
import { KeySheet } from "./KeySheet";
import { Palette } from "./Palette";
import { useDrawKeys } from "./useDrawKeys";
import { useDroppedFiles } from "./useDroppedFiles";

/** Palette and canvas, and what drawing does with them. */
export function Draw({
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
  children,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly problems: readonly Problem[];
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly checked: Checked | undefined;
  readonly sample: Sample;
  /** Whether a pointer drags nodes. */
  readonly isDragging: boolean;
  readonly setDragging: (isDragging: boolean) => void;
  /** Opens the panel with rows. */
  readonly showData: () => void;
  /** What stands above the canvas. */
  readonly children: ReactNode;
}) {
  const { catalogue } = view;
  const { random } = usePorts().surroundings;
  const surface = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const flow = useReactFlow();
  const [areKeysShown, setKeysShown] = useState(false);

  /** Adds at a place or, without one, right of what it follows or in the middle of what is seen; never over a node. */
  const add = useCallback(
    (type: NodeTypeDescriptor, wished?: Point, after?: Edge["from"]) => {
      const { document } = session.snapshot();
      const scene = sceneOf(document, catalogue, placed(document));
      const rects = Object.values(scene.nodes).map(({ rect }) => rect);
      const before = after && scene.nodes[after.node]?.rect;
      const place = wished
        ? freePlace(rects, wished)
        : before
          ? placeAfter(rects, before)
          : freePlace(
              rects,
              middleOf(surface.current, (pixel) => flow.screenToFlowPosition(pixel)),
            );
      const act = addNode(document, catalogue, type, place, random, after);
      if (session.act(act)) select({ nodes: [act.node], edges: [] });
    },
    [session, catalogue, random, select, flow],
  );

  /** Adds behind the one selected node where that has a free hand, as most drawings grow to the right. */
  const addFromPalette = useCallback(
    (type: NodeTypeDescriptor) => {
      const { document } = session.snapshot();
      const [only, ...more] = selection.nodes;
      const node = document.nodes.find(({ id }) => id === only);
      const output =
        node && more.length === 0
          ? sceneOf(document, catalogue, placed(document)).nodes[node.id]?.outputs[0]
          : undefined;
      const isFree = node && output && !document.edges.some((edge) => edge.from.node === node.id);
      const after = isFree && type.ports.inputs.length > 0 ? { node: node.id, port: output.name } : undefined;
      add(type, undefined, after);
    },
    [session, catalogue, selection, add],
  );

  const removeSelected = useCallback(() => {
    const act = remove(session.snapshot().document, catalogue, selection);
    if (act && session.act(act)) select({ nodes: [], edges: [] });
  }, [session, catalogue, selection, select]);

  useDrawKeys({
    undo: () => session.undo(),
    redo: () => session.redo(),
    remove: removeSelected,
    search: () => search.current?.focus(),
    leave: () => (areKeysShown ? setKeysShown(false) : select({ nodes: [], edges: [] })),
    help: () => setKeysShown(!areKeysShown),
    preview: () => {
      showData();
      sample.run();
    },
  });
  const dropped = useDroppedFiles(session, (node) => {
    select({ nodes: [node], edges: [] });
    showData();
  });

  return (
    <>
      <Palette catalogue={catalogue} search={search} add={addFromPalette} />
      <div className={pageClasses.canvas} ref={surface}>
        <DropZone
          label="Drop a CSV or NDJSON file to read it here"
          drop={(files, at) => void dropped.drop(files, flow.screenToFlowPosition(at))}
        >
          <Canvas
            session={session}
            view={view}
            problems={problems}
            checked={checked}
            sample={sample}
            selection={selection}
            select={select}
            isDragging={isDragging}
            setDragging={setDragging}
            showData={showData}
            types={newestTypes(catalogue)}
            add={add}
          />
        </DropZone>
        {children}
        {areKeysShown && <KeySheet close={() => setKeysShown(false)} />}
        {dropped.words !== undefined && (
          <output className={pageClasses.dropped} data-failed={dropped.hasFailed || undefined}>
            {dropped.words}
          </output>
        )}
      </div>
    </>
  );
}

function middleOf(surface: HTMLElement | null, toCanvas: (pixel: Point) => Point): Point {
  const box = surface?.getBoundingClientRect();
  const middle = toCanvas(box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 });
  return { x: middle.x - NODE_WIDTH / 2, y: middle.y - NODE_HEIGHT / 2 };
}
