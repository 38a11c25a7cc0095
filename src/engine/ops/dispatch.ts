// What happens around an op's own computation: defaults, recording for backward, views, in-place rules, the report
// to the observer. Stands for PyTorch's generated VariableType and ADInplaceOrView kernels.

import { isGradEnabled, isInferenceModeEnabled } from "../autograd/grad-mode";
import { OpNode } from "../autograd/op-node";
import { requiredOps } from "../autograd/required-ops";
import { checkInPlace, markView, rebaseHistory } from "../autograd/views";
import { runtimeError, type TorchError } from "../errors";

import { getObserver, opObserver } from "../observer";
import { complexInUse } from "../tensor/complex";
import type { DType } from "../tensor/dtype";
import { canCast } from "../tensor/promotion";
import { copyInto, withoutHistory } from "../tensor/raw";
import { belowZero, contiguousStrides, formatShape, sameShape } from "../tensor/shape";
import { Storage } from "../tensor/storage";
import { Tensor } from "../tensor/tensor";
import { refuseComplex, refuseComplexGradient, resolvedArguments } from "./complex-arguments";
import type { OpDeclaration, OpResult } from "./declare";
import { checkAskedDType, checkOutDType, computesInOut, expectedDType, foundDType } from "./out-dtypes";
import { outWriter } from "./out-writers";

/** Runs an op that is written over kernels. `args` is taken over. */
export function callPrimitive(declaration: OpDeclaration, args: unknown[]): OpResult {
  const { plan } = declaration;
  fillDefaults(plan.defaults, args);
  if (declaration.lacksHalf) checkHalf(declaration, args);
  const operands = complexInUse() ? admitComplex(declaration, args) : args;
  const gradMode = isGradEnabled();
  if (gradMode && plan.fixed.length > 0) checkFixed(declaration, args);
  const needsGrad = gradMode && anyNeedsGrad(plan.inputPositions, args);
  const result = declaration.run(...operands);
  if (declaration.view) markViews(result, args[0]);
  else if (isInferenceModeEnabled()) markInference(result);
  if (needsGrad) {
    if (declaration.noComplexGradient) refuseComplexGradient(declaration, result);
    record(declaration, args, result);
  }
  report(declaration, args, result);
  return result;
}

function checkHalf(declaration: OpDeclaration, args: readonly unknown[]): void {
  const kernel = declaration.missingKernel(args);
  if (kernel !== null) throw runtimeError(`"${kernel}" not implemented for 'Half'`);
}

/** The arguments as the op's own computation takes them. */
function admitComplex(declaration: OpDeclaration, args: unknown[]): unknown[] {
  refuseComplex(declaration, args);
  return declaration.lazy ? args : resolvedArguments(args);
}

/** Runs an op that is written with other ops: they do everything. */
export function callComposite(declaration: OpDeclaration, args: unknown[]): OpResult {
  fillDefaults(declaration.plan.defaults, args);
  if (complexInUse()) refuseComplex(declaration, args);
  return declaration.run(...args);
}

const inferenceWrite =
  "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.";

/** Runs the in-place form: the result is written into the first argument, whose history it becomes. */
export function callInPlace(declaration: OpDeclaration, args: unknown[]): Tensor {
  const { plan } = declaration;
  fillDefaults(plan.defaults, args);
  const target = args[0];
  if (!(target instanceof Tensor)) throw new Error(`${declaration.schema.name}_ needs a tensor`);
  if (declaration.lacksHalf) checkHalf(declaration, args);
  if (target.isInference && !isInferenceModeEnabled()) throw runtimeError(inferenceWrite);
  const gradMode = isGradEnabled();
  if (gradMode && plan.fixed.length > 0) checkFixed(declaration, args);
  const needsGrad = anyNeedsGrad(plan.inputPositions, args);
  checkInPlace(target, needsGrad);
  const recording = gradMode && needsGrad;
  const node = recording ? new OpNode(declaration, args) : null;
  const selfBefore = node !== null && declaration.saves.some((s) => s.source === "argument" && s.index === 0);
  // Recorded: a second derivative goes through what self was.
  const before = selfBefore ? requiredOps().clone(target) : null;
  // squeeze_ and its kin change the shape that the node has to remember.
  const given = node !== null && declaration.mutates ? [withoutHistory(target), ...args.slice(1)] : args;
  declaration.checkInPlace(args);
  const operands = complexInUse() ? admitComplex(declaration, args) : args;
  beforeWrite(target);
  if (plan.mutates) {
    declaration.run(...operands);
    // A conjugate view was written out before: what was written there comes back.
    if (operands[0] !== target && operands[0] instanceof Tensor) copyInto(target, operands[0]);
  } else {
    const result = declaration.run(...operands);
    if (!(result instanceof Tensor)) throw new Error(`${declaration.schema.name} has no in-place form`);
    writeResult(target, result, declaration.schemaName);
  }
  target.storage.version++;
  if (node !== null) {
    rebaseHistory(target, node);
    node.outputs = [{ shape: target.shape, dtype: target.dtype }];
    node.save(given, target, before);
  }
  report(declaration, args, target);
  return target;
}

/** Runs the `out=` form: results are written into `out`, resized where they do not fit. */
export function callOut(declaration: OpDeclaration, args: unknown[], out: OpResult): OpResult {
  const { plan } = declaration;
  fillDefaults(plan.defaults, args);
  const outs = out instanceof Tensor ? [out] : out;
  for (const target of outs) declaration.checkOut(target, args);
  checkOutHistory(declaration, args, outs);
  const size = args[declaration.schema.arguments.findIndex(({ name }) => name === "size")];
  // out is resized before anything else.
  if (Array.isArray(size) && size.some((n) => n < 0)) throw belowZero(size);
  const dtypeAt = declaration.schema.arguments.findIndex(({ name }) => name === "dtype");
  const [first] = outs;
  if (dtypeAt >= 0 && first !== undefined) {
    // Bound by the schema.
    const asked = args[dtypeAt] as DType | null;
    if (asked !== null) checkAskedDType(declaration.name, asked, first.dtype);
    else if (computesInOut(declaration.name)) args[dtypeAt] = first.dtype;
  }
  const result = declaration.call(args);
  const results = result instanceof Tensor ? [result] : result;
  // Several results are not cast.
  results.forEach((value, i) => {
    const target = outs[i];
    if (target === undefined) return;
    if (results.length === 1) checkOutDType(declaration, target.dtype, value.dtype);
    else if (target.dtype !== value.dtype) throw expectedDType(target.dtype, value.dtype);
  });
  results.forEach((value, i) => {
    const target = outs[i];
    if (target !== undefined) writeOut(target, value);
  });
  return out;
}

function fillDefaults(defaults: OpDeclaration["defaults"], args: unknown[]): void {
  for (let i = 0; i < defaults.length; i++) {
    if (args[i] !== undefined) continue;
    if (i < args.length) args[i] = defaults[i];
    else args.push(defaults[i]);
  }
}

function anyNeedsGrad(inputPositions: readonly number[], args: readonly unknown[]): boolean {
  for (let i = 0; i < inputPositions.length; i++) {
    const value = args[inputPositions[i] ?? -1];
    if (value instanceof Tensor) {
      if (value.requiresGrad) return true;
    } else if (Array.isArray(value)) {
      for (const item of value) if (item instanceof Tensor && item.requiresGrad) return true;
    }
  }
  return false;
}

/** An argument without derivative that requires grad. */
function checkFixed(declaration: OpDeclaration, args: readonly unknown[]): void {
  for (const { position, name } of declaration.fixed) {
    if (anyNeedsGrad([position], args)) throw notDifferentiableBy(declaration.name, name);
  }
}

export function notDifferentiableBy(name: string, argument: string): TorchError {
  return runtimeError(
    `The function '${name}' is not differentiable with respect to argument '${argument}'. This input cannot have requires_grad True.`,
  );
}

function record(declaration: OpDeclaration, args: readonly unknown[], result: OpResult): void {
  const node = new OpNode(declaration, args);
  if (result instanceof Tensor) {
    node.outputs = [{ shape: result.shape, dtype: result.dtype }];
    if (result.dtype.isDifferentiable) result.gradFn = node;
    // A change of dtype is the one op that may lead out of what has derivatives.
    else if (declaration.name !== "_to_copy") throw notDifferentiable();
  } else {
    const recorded = result.filter((_, i) => declaration.records(i));
    node.outputs = recorded.map((t) => ({ shape: t.shape, dtype: t.dtype }));
    recorded.forEach((t, i) => {
      if (!t.dtype.isDifferentiable) return;
      t.gradFn = node;
      t.outputNr = i;
    });
  }
  node.save(args, result, null);
}

/** PyTorch takes it for its own mistake. */
function notDifferentiable(): TorchError {
  return runtimeError(
    'isDifferentiableType(variable.scalar_type()) INTERNAL ASSERT FAILED at "./torch/csrc/autograd/functions/utils.h":75, please report a bug to PyTorch. ',
  );
}

function markViews(result: OpResult, source: unknown): void {
  if (!(source instanceof Tensor)) return;
  // A view is what its base is, whatever the mode.
  if (source.isInference) markInference(result);
  if (result instanceof Tensor) markView(result, source, false);
  else for (const t of result) markView(t, source, true);
}

function markInference(result: OpResult): void {
  if (result instanceof Tensor) result.isInference = true;
  else for (const t of result) t.isInference = true;
}

function report(declaration: OpDeclaration, args: readonly unknown[], result: OpResult): void {
  const observer = opObserver();
  if (observer === null) return;
  // As long as it will be: an array that grows takes room for many more.
  const inputs = new Array<Tensor>(countTensors(args));
  let filled = 0;
  let rest: unknown[] | null = null;
  for (let i = 0; i < args.length; i++) {
    const value = args[i];
    if (value instanceof Tensor) {
      inputs[filled++] = value;
      continue;
    }
    rest ??= new Array(args.length);
    if (hasTensors(value)) {
      for (const item of value) if (item instanceof Tensor) inputs[filled++] = item;
      // A record of the list keeps none of them alive.
      rest[i] = value.map((item) => (item instanceof Tensor ? undefined : item));
    } else rest[i] = value;
  }
  observer.op(declaration, inputs, result instanceof Tensor ? [result] : result, rest);
}

/** Tensors among arguments, and in lists among them. */
function countTensors(args: readonly unknown[]): number {
  let count = 0;
  for (let i = 0; i < args.length; i++) {
    const value = args[i];
    if (value instanceof Tensor) count++;
    else if (hasTensors(value)) for (const item of value) if (item instanceof Tensor) count++;
  }
  return count;
}

function hasTensors(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (value[i] instanceof Tensor) return true;
  return false;
}

/** Throws where out or an argument has a history: what is written into out has none. */
function checkOutHistory(declaration: OpDeclaration, args: readonly unknown[], outs: readonly Tensor[]): void {
  if (!isGradEnabled()) return;
  const { plan, composite } = declaration;
  const writer = composite ? outWriter(declaration.name, args) : declaration.schema.name;
  if (writer === null) return;
  // What has no derivative at all is not looked at.
  const inputs = plan.nodeName === "NotImplemented" ? [] : plan.inputPositions;
  const needing = composite ? args.some(requiresGrad) : anyNeedsGrad(inputs, args);
  if (!needing && !outs.some((t) => t.requiresGrad)) return;
  throw runtimeError(
    `${writer}(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.`,
  );
}

function requiresGrad(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(requiresGrad);
  return value instanceof Tensor && value.requiresGrad;
}

/** Tells the observer that the bytes of `t` are about to change, if it asked to know. */
export function beforeWrite(t: Tensor): void {
  const { root } = t.storage;
  if (root.watched) getObserver()?.beforeWrite(root);
}

function writeResult(target: Tensor, result: Tensor, name: string): void {
  if (!sameShape(target.shape, result.shape)) {
    throw runtimeError(
      `output with shape ${formatShape(target.shape)} doesn't match the broadcast shape ${formatShape(result.shape)}`,
    );
  }
  if (!canCast(result.dtype, target.dtype)) {
    const found = foundDType(name, target.dtype, result.dtype);
    if (found !== null) throw found;
    throw runtimeError(
      `result type ${result.dtype.scalarName} can't be cast to the desired output type ${target.dtype.scalarName}`,
    );
  }
  if (hasInternalOverlap(target)) {
    throw runtimeError(
      "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
    );
  }
  if (result === target) throw new Error(`${name}: forward returned its argument`);
  copyInto(target, result);
}

function hasInternalOverlap(t: Tensor): boolean {
  return t.strides.some((stride, i) => stride === 0 && (t.shape[i] ?? 1) > 1);
}

function writeOut(target: Tensor, value: Tensor): void {
  if (!canCast(value.dtype, target.dtype)) {
    throw runtimeError(
      `result type ${value.dtype.scalarName} can't be cast to the desired output type ${target.dtype.scalarName}`,
    );
  }
  beforeWrite(target);
  if (!sameShape(target.shape, value.shape)) {
    target.shape = value.shape;
    target.strides = contiguousStrides(value.shape);
    if (value.numel > 0) target.storage = Storage.allocate(target.dtype, value.numel);
    target.offset = 0;
  }
  copyInto(target, value);
  target.storage.version++;
}
