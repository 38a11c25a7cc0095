// The kernels' WebAssembly is imported as what it is compiled to, in base64 (scripts/build/kernels-plugin.mjs).
declare module "*.asconfig" {
  const code: string;
  export default code;
}
