export { ExpiredPanel } from "./ExpiredPanel";
export { LinkPage } from "./LinkPage";
export { SignedIn } from "./SignedIn";
