import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { around, type Rect } from "../../canvas-core/geometry/grid";
import { opened } from "../../canvas-core/geometry/viewport";

interface Place {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Where on the screen the last drawing of a React Flow provider lay when it went. */
const LEFT_AT = new WeakMap<object, Place>();

/**
 * Where a drawing lies on the screen at first: where the one before it lay, so that going from Draw to Live and back moves
 * no node; the first one as a whole, or its beginning.
 */
export function useKeptViewport(
  surface: RefObject<HTMLElement | null>,
  nodes: Readonly<Record<string, { readonly rect: Rect }>>,
): void {
  // `useStoreApi` makes a new object for each component; what is in it is the provider's own.
  const { getState } = useStoreApi();
  const flow = useReactFlow();
  const [before] = useState(() => LEFT_AT.get(getState));
  const [whole] = useState(() => around(Object.values(nodes).map(({ rect }) => rect)));
  useEffect(() => {
    const box = surface.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    if (before) void flow.setViewport({ ...before, x: before.x - box.x, y: before.y - box.y });
    else if (whole) void flow.setViewport(opened(whole, box));
  }, [before, whole, flow, surface]);
  // A layout effect ends while the drawing is still on the page.
  useLayoutEffect(
    () => () => {
      const box = surface.current?.getBoundingClientRect();
      const [x, y, zoom] = getState().transform;
      if (box) LEFT_AT.set(getState, { x: box.x + x, y: box.y + y, zoom });
    },
    [getState, surface],
  );
}
