export { queryCache } from "./queryCache";
export { restPlane } from "./restPlane";
