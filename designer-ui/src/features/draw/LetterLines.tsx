import { ViewportPortal } from "@xyflow/react";
import { svgPath } from "../../canvas-core/geometry/route";
import type { Scene } from "../../canvas-core/geometry/scene";
import classes from "./LetterLines.module.css";

/** Dashed lines from nodes to the sinks their failed rows go to. The inspector says the same in words. */
export function LetterLines({ letters }: { readonly letters: Scene["letters"] }) {
  const lines = Object.entries(letters);
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={classes.lines} aria-hidden="true" data-testid="letter-lines">
        <title>Where failed rows go</title>
        {lines.map(([node, points]) => (
          <path key={node} d={svgPath(points)} />
        ))}
      </svg>
    </ViewportPortal>
  );
}
