export { Draw } from "./Draw";
export { LetterLines } from "./LetterLines";
export { useKeptViewport } from "./useKeptViewport";
export { useRevealed } from "./useRevealed";
export { useTextScale } from "./useTextScale";
export { Zoom } from "./Zoom";
