export { Live } from "./Live";
export { ModeSwitch } from "./ModeSwitch";
