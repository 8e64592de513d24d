export { SavepointPanel } from "./SavepointPanel";
export { useSavepoint } from "./useSavepoint";
export { titleOf as savepointTitle } from "./words";
