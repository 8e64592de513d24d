export { Draw } from "./Draw";
export { useKeptViewport } from "./useKeptViewport";
export { useRevealed } from "./useRevealed";
export { useTextScale } from "./useTextScale";
export { Zoom } from "./Zoom";
