export { DeploymentActs } from "./DeploymentActs";
export { DeploymentPage } from "./DeploymentPage";
export { DeploymentsPage } from "./DeploymentsPage";
export { EventList } from "./EventList";
export { ReasonWords } from "./ReasonWords";
export { rowsPerSecond } from "./rowsPerSecond";
export { useDeployment } from "./useDeployment";
export { useDeploymentEvents } from "./useDeploymentEvents";
