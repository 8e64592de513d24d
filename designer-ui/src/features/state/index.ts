export { KeyState } from "./KeyState";
export { roleOf } from "./words";
