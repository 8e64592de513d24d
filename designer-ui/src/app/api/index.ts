export { Answer, answers } from "./Answer";
export { Api, type Schemas } from "./Api";
export { clusterOf } from "./clusterReadings";
export { deploymentOf, eventOf } from "./deploymentReadings";
export { checkedOf } from "./pipelineReadings";
export { queryCache } from "./queryCache";
export { dataOf } from "./reading";
export { restPlane } from "./restPlane";
export { tappedOf } from "./tapReadings";
