export { connectEvents } from "./connect";
export { useLive } from "./useLive";
export { useTopic } from "./useTopic";
