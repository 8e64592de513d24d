export { ProblemList } from "./ProblemList";
export { useProblems } from "./useProblems";
