import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";

interface Place {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Where on the screen the last drawing of a React Flow provider lay when it went. */
const LEFT_AT = new WeakMap<object, Place>();

/**
 * Lets a drawing lie where the one before it lay on the screen: going from Draw to Live and back moves no node. Answers
 * whether there was one before.
 */
export function useKeptViewport(surface: RefObject<HTMLElement | null>): boolean {
  // `useStoreApi` makes a new object for each component; what is in it is the provider's own.
  const { getState } = useStoreApi();
  const flow = useReactFlow();
  const [before] = useState(() => LEFT_AT.get(getState));
  useEffect(() => {
    const box = surface.current?.getBoundingClientRect();
    if (before && box) void flow.setViewport({ ...before, x: before.x - box.x, y: before.y - box.y });
  }, [before, flow, surface]);
  // A layout effect ends while the drawing is still on the page.
  useLayoutEffect(
    () => () => {
      const box = surface.current?.getBoundingClientRect();
      const [x, y, zoom] = getState().transform;
      if (box) LEFT_AT.set(getState, { x: box.x + x, y: box.y + y, zoom });
    },
    [getState, surface],
  );
  return before !== undefined;
}
