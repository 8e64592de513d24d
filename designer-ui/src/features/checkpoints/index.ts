export { AttemptList } from "./AttemptList";
export { CheckpointHistory } from "./CheckpointHistory";
