/** What a node type is dragged as from the palette. */
export const DRAGGED_TYPE = "application/x-millrace-node-type";
