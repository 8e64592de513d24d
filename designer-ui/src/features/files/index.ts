export { DropZone } from "./DropZone";
export { FilePicker } from "./FilePicker";
export { FilesPage } from "./FilesPage";
export { mayHoldRows, storeUnderFreeName } from "./storing";
