// What the WebAssembly of the kernels exports: src/engine/kernels/wasm/ calls it. Pointers and steps are in bytes. Names
// end in the bits of the elements.
export {
  add32,
  div32,
  mul32,
  neg32,
  relu32,
  scaledAdd32,
  sigmoidBackward32,
  sqrt32,
  square32,
  sub32,
  tanhBackward32,
  thresholdBackward32,
} from "./arithmetic";
export { exp32, sigmoid32, silu32 } from "./exponential";
export { gelu32, geluBackward32 } from "./gelu";
export { normalizeRows32, rowStatistics32, rowsBackward32, rowWeightsBackward32 } from "./normalization";
export { adamStep32, sgdStep32 } from "./optimizers";
export { accumulate32, accumulate64, addColumns32, addColumns64, columns32, columns64 } from "./patches";
export { product32, product64, transpose32, transpose64 } from "./product";
export { logSoftmax32, logSoftmaxBackward32, softmax32, softmaxBackward32 } from "./softmax";
export { sumEnd32, sumMore32, sumRows32, sumStart32 } from "./sums";
