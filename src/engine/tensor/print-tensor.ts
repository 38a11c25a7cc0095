// repr of a Tensor as it is: the bridge between ./tensor and ./print, which knows only what it needs to print.

import { defaultPrintOptions, type Printable, type PrintOptions, tensorToString } from "./print";
import { getDefaultDType } from "./promotion";
import { readElement } from "./raw";
import type { Tensor } from "./tensor";

let options: PrintOptions = defaultPrintOptions;

/** torch.set_printoptions: in force until the next call. */
export function setPrintOptions(value: PrintOptions): void {
  options = value;
}

export function getPrintOptions(): PrintOptions {
  return options;
}

/** repr(tensor). */
export function printTensor(tensor: Tensor, chosen: PrintOptions = options): string {
  const suffix = {
    gradFn: tensor.gradFn?.name ?? null,
    requiresGrad: tensor.requiresGrad,
    isParameter: tensor.isParameter,
  };
  return tensorToString(printable(tensor), suffix, { ...chosen, defaultDtype: getDefaultDType().name });
}

export function printable(tensor: Tensor): Printable {
  const { shape, dtype } = tensor;
  return { shape, dtype, at: (index) => readElement(tensor, placeOf(tensor, index)) };
}

/** Where in the storage the element with a row-major index is. */
export function placeOf(tensor: Tensor, index: number): number {
  const { shape, strides } = tensor;
  let place = tensor.offset;
  let rest = index;
  for (let d = shape.length - 1; d >= 0; d--) {
    // d counts down within both arrays.
    const size = shape[d] as number;
    const outer = Math.floor(rest / size);
    place += (rest - outer * size) * (strides[d] as number);
    rest = outer;
  }
  return place;
}
