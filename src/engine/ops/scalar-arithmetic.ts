// + - * / with a number, for formulas: declared beside the ops of tensors.

export { addScalar, divScalar, mulScalar, subScalar } from "./arithmetic";
