export { CodeEditor } from "./CodeEditor";
export { LazySqlEditor } from "./LazySqlEditor";
