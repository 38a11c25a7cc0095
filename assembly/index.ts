// What the WebAssembly of the kernels exports: src/engine/kernels/wasm/ calls it. Pointers and steps are in bytes.
export { product32, product64, transpose32, transpose64 } from "./product";
