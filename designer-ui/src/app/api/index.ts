export { Answer, answers } from "./Answer";
export { Api, type Schemas } from "./Api";
export { clusterOf } from "./clusterReadings";
export { deploymentOf, deploymentsOf, eventOf, eventsOf, tappedOf } from "./deploymentReadings";
export { checkedOf } from "./pipelineReadings";
export { queryCache } from "./queryCache";
export { asObject, dataOf } from "./reading";
export { restPlane } from "./restPlane";
