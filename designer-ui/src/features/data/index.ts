export { DataPanel } from "./DataPanel";
export { RowTable } from "./RowTable";
export { counted } from "./sampleWords";
export { type Sample, usePreview } from "./usePreview";
