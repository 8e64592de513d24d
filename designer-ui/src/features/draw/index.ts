export { Draw } from "./Draw";
export { useKeptViewport } from "./useKeptViewport";
export { FIT, Zoom } from "./Zoom";
