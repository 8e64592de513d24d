export { ClusterPage } from "./ClusterPage";
export { useExecutorNames } from "./useExecutorNames";
