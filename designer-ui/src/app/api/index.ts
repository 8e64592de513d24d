export { checkedOf } from "./pipelineReadings";
export { queryCache } from "./queryCache";
export { dataOf } from "./reading";
export { restPlane } from "./restPlane";
