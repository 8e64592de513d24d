import "@xyflow/react/dist/base.css";

export { PipelinePage } from "./PipelinePage";
