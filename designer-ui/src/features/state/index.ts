export { KeyState } from "./KeyState";
