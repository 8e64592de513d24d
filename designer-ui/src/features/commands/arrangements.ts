import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from "../../app/icons";
import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../../canvas-core/document/document";
import type { Proposal } from "../../canvas-core/drawing/acts";
import { type Alignment, align, type Direction, distribute } from "../../canvas-core/drawing/arranging";

/** A way to arrange several nodes. */
export interface Arrangement {
  readonly id: string;
  readonly label: string;
  readonly Icon: typeof IconLayoutAlignLeft;
  /** Fewer nodes than these cannot be arranged so. */
  readonly least: number;
  readonly act: (document: PipelineDocument, catalogue: Catalogue, nodes: readonly string[]) => Proposal | undefined;
}

const aligned = (alignment: Alignment, Icon: Arrangement["Icon"]): Arrangement => ({
  id: alignment,
  label: `Align ${alignment}`,
  Icon,
  least: 2,
  act: (document, catalogue, nodes) => align(document, catalogue, nodes, alignment),
});

const spread = (direction: Direction, Icon: Arrangement["Icon"]): Arrangement => ({
  id: direction,
  label: `Spread ${direction}`,
  Icon,
  least: 3,
  act: (document, catalogue, nodes) => distribute(document, catalogue, nodes, direction),
});

/** All ways, for the list of commands and for the inspector of several nodes. */
export const ARRANGEMENTS: readonly Arrangement[] = [
  aligned("left", IconLayoutAlignLeft),
  aligned("centre", IconLayoutAlignCenter),
  aligned("right", IconLayoutAlignRight),
  aligned("top", IconLayoutAlignTop),
  aligned("middle", IconLayoutAlignMiddle),
  aligned("bottom", IconLayoutAlignBottom),
  // Named in the package after the lines they show, which lie across the way that is spread along.
  spread("across", IconLayoutDistributeVertical),
  spread("down", IconLayoutDistributeHorizontal),
];
