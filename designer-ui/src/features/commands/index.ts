export { ARRANGEMENTS } from "./arrangements";
export type { Command } from "./Command";
export { CommandPalette } from "./CommandPalette";
export { isInField } from "./isInField";
export { KeySheet } from "./KeySheet";
export { useCommandKeys } from "./useCommandKeys";
