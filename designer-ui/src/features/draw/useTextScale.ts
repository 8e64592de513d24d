import { useStore } from "@xyflow/react";
import type { CSSProperties } from "react";
import { nameLinesAt, textScaleAt } from "../../canvas-core/geometry/viewport";

/**
 * How large text on cards is written, as variables of the surface: a step of a zoom changes one style instead of rendering
 * every card.
 */
export function useTextScale(): CSSProperties & Readonly<Record<`--${string}`, string>> {
  const scale = useStore((state) => textScaleAt(state.transform[2]));
  const lines = useStore((state) => nameLinesAt(state.transform[2]));
  return { "--text-scale": String(scale), "--name-lines": String(lines) };
}
