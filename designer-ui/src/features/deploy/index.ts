export { DeployButton } from "./DeployButton";
