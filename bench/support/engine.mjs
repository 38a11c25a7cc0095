// The engine without language and trace.
import { bundled } from "./bundle.mjs";

export const loadEngine = () =>
  bundled(`
import "./src/engine/ops/index";
export { findSchema } from "./src/engine/ops/declare";
export { setThreadHost } from "./src/engine/kernels/wasm/threads";
export { backward } from "./src/engine/autograd/backward";
export { setGradEnabled } from "./src/engine/autograd/grad-mode";
export { fromNumbers, numbers } from "./src/engine/tensor/raw";
export { float32, int64 } from "./src/engine/tensor/dtype";
`);
