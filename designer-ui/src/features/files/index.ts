export { DropZone } from "./DropZone";
export { FilePicker } from "./FilePicker";
export { FilesPage } from "./FilesPage";
export { mayHoldRows, storeUnderFreeName } from "./storing";
export { UploadButton } from "./UploadButton";
export { UploadList } from "./UploadList";
export { useSending } from "./useSending";
