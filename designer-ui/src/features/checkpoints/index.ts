export { AttemptList } from "./AttemptList";
export { CheckpointHistory } from "./CheckpointHistory";
export { NodeShares } from "./NodeShares";
export { useCheckpoint, useLastCheckpoint } from "./useCheckpoints";
export { checkpointAt } from "./words";
