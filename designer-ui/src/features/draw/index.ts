export { Draw } from "./Draw";
