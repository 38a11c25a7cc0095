// Loads every op family, so that the registry is complete, and hands the backward walk the ops it needs.

import { OpNode } from "../autograd/op-node";
import { setRequiredOps } from "../autograd/required-ops";
import { copyInto, emptyStrided, filled } from "../tensor/raw";
import { add } from "./arithmetic";
import { real } from "./complex-views";
import { copy_, to } from "./conversion";
import { zero_ } from "./filling";
import { sumToSize } from "./reductions";
import { asStrided } from "./slicing";
import { clone } from "./views";

import "./activations";
import "./adaptive-pooling";
import "./average-pooling";
import "./comparison";
import "./compound";
import "./convolution";
import "./convolutions";
import "./covariance";
import "./creation";
import "./cross-entropy";
import "./ctc";
import "./cumulative";
import "./differences";
import "./determinants";
import "./distances";
import "./distinct";
import "./dropout";
import "./einsum";
import "./embedding";
import "./embedding-bag";
import "./extremes";
import "./fake-quantize";
import "./fft";
import "./fourier";
import "./floating";
import "./folding";
import "./grid-sampling";
import "./histograms";
import "./indexing";
import "./joining";
import "./linalg-eig";
import "./linalg-ldl";
import "./linalg-lu";
import "./linalg-orthogonal";
import "./linalg-solving";
import "./linalg-pinv";
import "./linalg-spectral";
import "./linalg-triangular";
import "./losses";
import "./margin-losses";
import "./masking";
import "./triangles";
import "./matmul";
import "./matrix-functions";
import "./matrix-norms";
import "./max-pooling";
import "./batch-norm";
import "./group-norm";
import "./layer-norm";
import "./optimizer-steps";
import "./ordering";
import "./padding";
import "./placing";
import "./pointwise";
import "./trigonometry";
import "./powers";
import "./products";
import "./bilinear";
import "./quantiles";
import "./random";
import "./complex-making";
import "./complex-views";
import "./dtype-views";
import "./random-activations";
import "./rearranging";
import "./recurrent";
import "./reshaping-in-place";
import "./sampling";
import "./scaled-products";
import "./scatter-reduce";
import "./searching";
import "./gamma-sampling";
import "./selection";
import "./sequences";
import "./similarity";
import "./smooth-activations";
import "./softmax";
import "./shuffling";
import "./special";
import "./splitting";
import "./statistics";
import "./stft";
import "./unpooling";
import "./upsampling";
import "./weight-norm";
import "./windows";

setRequiredOps({
  add: (a, b) => add(a, b),
  addInPlace: (a, b) => add.inPlace(a, b),
  cloneAs: (gradient, strides) => {
    const result = emptyStrided(gradient.shape, strides, gradient.dtype);
    // Under create_graph the copy has a history of its own, as in PyTorch.
    if (gradient.requiresGrad) return copy_(result, gradient);
    copyInto(result, gradient);
    return result;
  },
  reduceTo: (gradient, like) => to(sumToSize(gradient, like.shape), like.dtype),
  onesLike: (t) => filled(t.shape, 1, t.dtype),
  asStridedNode: (base, view) => {
    const args = [base, view.shape, view.strides, view.offset];
    const node = new OpNode(asStrided.declaration, args);
    node.outputs = [{ shape: view.shape, dtype: view.dtype }];
    node.save(args, view, null);
    return node;
  },
  asStrided: (t, shape, strides, offset) => asStrided(t, shape, strides, offset),
  real: (t) => real(t),
  clone: (t) => clone(t),
  fillZero: (t) => zero_(t),
  copyInPlace: (into, from) => copy_(into, from),
});

export { declarations, findOps, opNames } from "./declare";
