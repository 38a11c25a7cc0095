// The kernels that fused multiply-adds make faster, once more with those of the processor: for hosts whose relaxed vectors
// fuse, which `isFused` says. Names end in the bits of the elements, as in index.ts.
export { exp32, sigmoid32, silu32 } from "./exponential";
export { normalizeRows32, rowStatistics32, rowsBackward32, rowWeightsBackward32 } from "./normalization";
export { adamStep32, sgdStep32 } from "./optimizers";
export { logSoftmax32, logSoftmaxBackward32, softmax32, softmaxBackward32 } from "./softmax";

/** Whether a product goes into its sum unrounded, which a host may do or leave: (1 + 2^-12)² - (1 + 2^-11) at `room`. */
export function isFused(room: usize): bool {
  store<f32>(room, 1.000244140625);
  store<f32>(room, 1.00048828125, 4);
  const a = v128.load32_splat(room);
  const c = f32x4.neg(v128.load32_splat(room, 4));
  return f32x4.extract_lane(v128.relaxed_madd<f32>(a, a, c), 0) === <f32>5.9604644775390625e-8;
}
