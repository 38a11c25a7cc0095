// The rows of one op by onnxruntime-web: a model of one node, written here in ONNX's protocol buffers.
// usage: onnx.mjs THREADS
import { createRequire } from "node:module";
import { serve } from "./serve.mjs";

const ort = createRequire(import.meta.url)("onnxruntime-web");
ort.env.wasm.numThreads = Number(process.argv[2]);

/** A field of a message: a number as a varint, all else with its length before it. */
function field(number, value) {
  if (typeof value === "number") return [...varint(number << 3), ...varint(value)];
  const bytes = typeof value === "string" ? [...Buffer.from(value)] : value;
  return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
}

function varint(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}

const FLOAT = 1;

/** ModelProto of `output = op(inputs)`; every shape is given. */
function model(op, inputs, output) {
  const info = (name, shape) => {
    const dims = shape.flatMap((size) => field(1, field(1, size)));
    return [...field(1, name), ...field(2, field(1, [...field(1, FLOAT), ...field(2, dims)]))];
  };
  const names = Object.keys(inputs);
  const node = [...names.flatMap((name) => field(1, name)), ...field(2, "output"), ...field(4, op)];
  const graph = [
    ...field(1, node),
    ...field(2, "graph"),
    ...names.flatMap((name) => field(11, info(name, inputs[name].shape))),
    ...field(12, info("output", output)),
  ];
  return Uint8Array.from([...field(1, 8), ...field(7, graph), ...field(8, field(2, 13))]);
}

const plain = (op) => (inputs) => {
  const [{ shape }] = Object.values(inputs);
  const session = ort.InferenceSession.create(model(op, inputs, shape));
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, new ort.Tensor("float32", input.data, input.shape)]),
  );
  let output = null;
  return {
    run: async () => {
      ({ output } = await (await session).run(feeds));
    },
    results: () => [output.data],
  };
};

await serve({
  ...Object.fromEntries([64, 256, 512, 1024, "512threads"].map((n) => [`matmul${n}`, plain("MatMul")])),
  exp: plain("Exp"),
  sigmoid: plain("Sigmoid"),
  add: plain("Add"),
  softmax: plain("Softmax"),
});
