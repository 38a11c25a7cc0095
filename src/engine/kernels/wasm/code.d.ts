// The kernels' WebAssembly is imported as what it is compiled to, in hexadecimal (scripts/build/kernels-plugin.mjs).
declare module "*.asconfig" {
  const code: string;
  export default code;
}
