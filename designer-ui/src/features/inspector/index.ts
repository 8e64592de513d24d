export { Inspector } from "./Inspector";
export type { Focus } from "./useFieldFocus";
