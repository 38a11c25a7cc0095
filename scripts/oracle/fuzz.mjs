// Thousands of calls with arguments of all types and shapes, right and wrong, against PyTorch.
//
//   node scripts/oracle/fuzz.mjs [--seed N] [--count N] [--list wrong|crashed|differs]
//
// Every declared op in each of its forms, in place and with `out=` too; indices and assignments to them; modules made
// and called. Arguments follow the schema two times out of three; otherwise anything goes.
// *crashed*: an error of ours that no program could raise, or no end. *wrong*: another value than PyTorch's, a value
// where PyTorch raises, an exception where it gives a value. *differs*: both raise, with other words. Refusals are fine.
// Fails where anything crashed or is wrong.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadEvaluator } from "./support/ours.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const args = process.argv.slice(2);
const optionOf = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const seed = Number(optionOf("--seed", "1"));
const count = Number(optionOf("--count", "10000"));
const listed = optionOf("--list", null);

let state = seed >>> 0;
/** A number below n (mulberry32). */
function below(n) {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
}
const pick = (items) => items[below(items.length)];

const TENSORS = [
  "x",
  "y",
  "p",
  "v",
  "w",
  "b",
  "s",
  "one",
  "sq",
  "z",
  "e",
  "nc",
  "ex",
  "d",
  "t",
  "k",
  "m",
  "n",
  "i32",
  "u8",
  "i",
  "c",
  "cv",
  "cs",
];
const INTS = ["0", "1", "-1", "2", "3", "-2", "5"];
const VALUES = {
  Tensor: TENSORS,
  Scalar: [...INTS, "0.5", "-1.5", "True", "2.0", "1.5j"],
  int: INTS,
  float: ["0.5", "1.0", "0.0", "2", "-0.5", "1e-3"],
  bool: ["True", "False"],
  str: ["'mean'", "'sum'", "'none'", "'floor'", "'trunc'", "'ij'"],
  ScalarType: ["torch.float32", "torch.float64", "torch.int64", "torch.bool", "torch.uint8", "torch.complex64", "None"],
  Generator: ["None"],
  Layout: ["torch.strided"],
  Device: ["'cpu'"],
  MemoryFormat: ["torch.contiguous_format", "torch.preserve_format"],
  Data: ["[1, 2]", "3", "[[1.5]]"],
};
const ANYTHING = [
  ...TENSORS,
  ...INTS,
  "0.5",
  "True",
  "None",
  "'a'",
  "[]",
  "(1,)",
  "[0, 1]",
  "[x, y]",
  "torch.int32",
  "[1.5]",
];

function argumentOf(type) {
  if (below(12) === 0) return pick(ANYTHING);
  if (type.optional && below(4) === 0) return "None";
  const one = () => pick(VALUES[type.kind] ?? ANYTHING);
  if (!type.list) return one();
  if (type.listSize !== null && below(3) === 0 && type.kind !== "Tensor") return one();
  const length = type.listSize ?? below(4);
  return `[${Array.from({ length: Math.max(length, 0) }, one).join(", ")}]`;
}

/** Ops that would wait, print, take any amount of memory, or show what memory held before. */
const LEFT_OUT = /\b(set_|resize_|resize_as_|as_strided\w*|empty\w*|new_empty\w*|_\w+)$/;

function callOf(fullName, declaration, inPlace) {
  const [form = "", base = ""] = fullName.split(".");
  const name = inPlace ? `${base}_` : base;
  const parameters = declaration.schema.arguments.filter(
    ({ name }) => !["layout", "device", "pin_memory"].includes(name),
  );
  const texts = [];
  const first = inPlace || /_$/.test(name) ? `${pick(TENSORS)}.detach().clone()` : pick(TENSORS);
  const method = form === "Tensor";
  let byKeyword = false;
  parameters.forEach((parameter, i) => {
    if (i === 0 && method) return;
    if (parameter.default !== undefined && below(2) === 0) {
      byKeyword = true;
      return;
    }
    const value =
      i === 0 && parameter.type.kind === "Tensor" && !parameter.type.list ? first : argumentOf(parameter.type);
    const named = byKeyword || parameter.keywordOnly || below(8) === 0;
    byKeyword ||= named;
    texts.push(named ? `${parameter.name === "self" ? "input" : parameter.name}=${value}` : value);
  });
  if (!inPlace && declaration.out && below(12) === 0) texts.push(`out=${pick(TENSORS)}.detach().clone()`);
  if (below(30) === 0) texts.pop();
  if (below(60) === 0) texts.push("foo=1");
  // No keyword of the language names an argument.
  if (texts.some((text) => /^(from|lambda)=/.test(text))) return null;
  const where = { Tensor: first, torch: "torch", F: "F", linalg: "torch.linalg", special: "torch.special" }[form];
  return where === undefined ? null : `${where}.${name}(${texts.join(", ")})`;
}

const INDICES = [
  ...INTS,
  ":",
  "1:",
  ":2",
  "::2",
  "-2:",
  "...",
  "None",
  "t",
  "t[:2]",
  "k",
  "m",
  "m[0]",
  "m[:, 0]",
  "[0, 2]",
  "[True, False, True]",
  "x > 0",
  "v",
  "True",
  "1.5",
  "'a'",
  "s",
  "torch.tensor(1)",
  "[]",
  "i32[0]",
  "u8",
];

/** `x[1, None, t]`, or an assignment to it, which gives the tensor afterwards. */
function indexCall() {
  const tensor = pick(TENSORS);
  const index = Array.from({ length: 1 + below(3) }, () => pick(INDICES)).join(", ");
  if (below(2) === 0) return `${tensor}[${index}]`;
  const value = pick([...TENSORS, ...VALUES.Scalar, "[1, 2, 3]", "'a'", "None"]);
  // Only its methods tell slices.
  const slices = index.replace(/(^|, )(-?\d*):(-?\d*)(?::(-?\d+))?(?=,|$)/g, (_, before, from, to, step) => {
    const parts = [from, to, step ?? ""].map((part) => (part === "" ? "None" : part));
    return `${before}slice(${parts.join(", ")})`;
  });
  return `(lambda a: (a.__setitem__((${slices},), ${value}), a)[1])(${tensor}.detach().clone())`;
}

/** Modules with how their arguments are drawn: i a size, f a fraction, b a flag. */
const MODULES = [
  ["Linear", "iib"],
  ["Bilinear", "iii"],
  ["Conv1d", "iiiii"],
  ["Conv2d", "iiiii"],
  ["ConvTranspose1d", "iiii"],
  ["ConvTranspose2d", "iiii"],
  ["BatchNorm1d", "iffb"],
  ["BatchNorm2d", "iff"],
  ["InstanceNorm1d", "i"],
  ["LayerNorm", "if"],
  ["GroupNorm", "ii"],
  ["Embedding", "ii"],
  ["EmbeddingBag", "ii"],
  ["MaxPool1d", "iii"],
  ["MaxPool2d", "ii"],
  ["AvgPool1d", "iii"],
  ["AvgPool2d", "ii"],
  ["AdaptiveAvgPool1d", "i"],
  ["AdaptiveMaxPool1d", "i"],
  ["LPPool1d", "ii"],
  ["Flatten", "ii"],
  ["Softmax", "i"],
  ["LogSoftmax", "i"],
  ["Softmin", "i"],
  ["PReLU", "i"],
  ["LeakyReLU", "f"],
  ["ELU", "f"],
  ["Hardtanh", "ff"],
  ["Softplus", "ff"],
  ["Threshold", "ff"],
  ["GLU", "i"],
  ["RNN", "iii"],
  ["LSTM", "iii"],
  ["GRU", "iii"],
  ["RNNCell", "ii"],
  ["LSTMCell", "ii"],
  ["GRUCell", "ii"],
  ["CosineSimilarity", "if"],
  ["PairwiseDistance", "ff"],
  ["PixelShuffle", "i"],
  ["Upsample", "i"],
  ["ConstantPad1d", "if"],
  ["ReflectionPad1d", "i"],
  ["ReplicationPad2d", "i"],
  ["ZeroPad2d", "i"],
  ["CrossEntropyLoss", ""],
  ["NLLLoss", ""],
  ["MSELoss", ""],
  ["L1Loss", ""],
  ["SmoothL1Loss", ""],
  ["HuberLoss", ""],
  ["BCELoss", ""],
  ["BCEWithLogitsLoss", ""],
  ["KLDivLoss", ""],
  ["MultiLabelSoftMarginLoss", ""],
  ["CosineEmbeddingLoss", "f"],
  ["MarginRankingLoss", "f"],
  ["TripletMarginLoss", "ff"],
];
const SIZES = ["1", "2", "3", "4", "3", "4", "0", "-1", "5"];
const FRACTIONS = ["0.5", "0.1", "1.0", "0.0", "-0.5", "2"];
const BLOCKS = [...TENSORS, "w2", "im", "b.transpose(1, 2)", "im[0]", "x[None]", "b[None]"];

function moduleCall() {
  const [name, kinds] = pick(MODULES);
  const drawn = { i: SIZES, f: FRACTIONS, b: ["True", "False"] };
  const given = [...kinds].slice(0, below(4) === 0 ? below(kinds.length + 1) : kinds.length);
  const args = given.map((kind) => (below(15) === 0 ? pick(ANYTHING) : pick(drawn[kind])));
  const wanted = name === "TripletMarginLoss" || name.endsWith("EmbeddingLoss") || name.includes("Ranking") ? 3 : 2;
  const inputs = name.endsWith("Loss") || /Bilinear|Similarity|Distance/.test(name) ? wanted : 1;
  const tensors = Array.from({ length: below(20) === 0 ? inputs + 1 : inputs }, () =>
    pick(/Embedding$|EmbeddingBag/.test(name) ? ["t", "k", "i", "n", "x", "i32", "t[None]"] : BLOCKS),
  );
  return `nn.${name}(${args.join(", ")})(${tensors.join(", ")})`;
}

/** What reads memory that nothing was written to (slice_scatter's step where none is given), or sorts what has no order. */
const UNDEFINED =
  /slice_scatter\((?!.*step)|median\(.*\bex\b|\bex\.(nan)?median|unique.*\bz\b|\bz\.unique|kthvalue\(.*\bex\b|\bex\.kthvalue/;

const ours = await loadEvaluator();
const choices = [...ours.opNames()].filter(([name]) => !name.startsWith("_C.") && !LEFT_OUT.test(name));
const calls = [];
while (calls.length < count) {
  const kind = below(12);
  if (kind < 2) {
    calls.push(kind === 0 ? indexCall() : moduleCall());
    continue;
  }
  const [name, declarations] = pick(choices);
  const declaration = pick(declarations);
  const call = callOf(name, declaration, declaration.inplace && below(4) === 0);
  if (call !== null && !UNDEFINED.test(call)) calls.push(call);
}

/** PyTorch's answers; one on which PyTorch itself ends is null. */
function ask() {
  const answers = [];
  while (answers.length < calls.length) {
    const { stdout, error } = spawnSync(python, [here("fuzz.py")], {
      input: JSON.stringify(calls.slice(answers.length)),
      encoding: "utf8",
      env: { ...process.env, ATEN_CPU_CAPABILITY: "avx2", OMP_NUM_THREADS: "1", PYTHONIOENCODING: "utf-8" },
      maxBuffer: 1 << 28,
    });
    if (error) throw error;
    answers.push(
      ...stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line)),
    );
    if (answers.length < calls.length) answers.push(null);
  }
  return answers;
}

const NUMBER = /-?(?:\d+\.?\d*(?:e[+-]?\d+)?|inf)|nan/g;

/** Operands of float32, of which a result of float64 is as exact as they are. */
const SINGLE = /\b(x|y|p|v|w|b|s|one|sq|z|nc|ex|w2|im)\b/;

/** The same text but for the last digits of floats. */
function same(a, b, call) {
  if (a === b) return true;
  if (a.replace(NUMBER, "#") !== b.replace(NUMBER, "#")) return false;
  const [left, right] = [a, b].map((text) =>
    (text.match(NUMBER) ?? []).map((n) => Number(n.replace("inf", "Infinity"))),
  );
  const scale = Math.max(1e-3, ...left.filter(Number.isFinite).map(Math.abs));
  // What is cast into out= is as exact as the operands too, and integers give single floats.
  const [operands, out] = call.split(/, out=/);
  const single = SINGLE.test(operands) || (out !== undefined && !/\bd\b/.test(operands));
  const digits = a.includes("float64") && !single ? 1e-9 : /float16/.test(a) ? 1e-2 : 4e-6;
  return left.every((x, i) => {
    const y = right[i];
    return (
      Object.is(x, y) ||
      (Number.isNaN(x) && Number.isNaN(y)) ||
      Math.abs(x - y) <= digits * Math.max(Math.abs(x), scale * 0.1)
    );
  });
}

const environment = readFileSync(here("../../test/oracle/environment.py"), "utf8");
const describe = readFileSync(here("fuzz_describe.py"), "utf8");
const started = performance.now();
const theirs = ask();
const asked = performance.now();
const mine = ours.evaluate(
  `${environment}\n${describe}`,
  calls.map((call) => `_describe(${call})`),
);

const tally = { equal: 0, differs: 0, refused: 0, wrong: 0, crashed: 0, "PyTorch ends": 0 };
calls.forEach((call, i) => {
  const [theirAnswer, answer] = [theirs[i], mine[i]];
  let verdict;
  if (answer.kind === "crashed") verdict = "crashed";
  else if (theirAnswer === null) verdict = "PyTorch ends";
  else if (answer.kind === "refused") verdict = "refused";
  else if (theirAnswer.length === 1)
    verdict = answer.kind === "value" && same(theirAnswer[0], answer.text, call) ? "equal" : "wrong";
  else if (answer.kind === "value") verdict = "wrong";
  else verdict = answer.text === theirAnswer.join(": ") ? "equal" : "differs";
  tally[verdict]++;
  if (verdict !== listed) return;
  const short = (text) => text.slice(0, 300).replaceAll("\n", " | ");
  console.log(`${call}\n   PyTorch ${short((theirAnswer ?? ["ends"]).join(": "))}\n   ours    ${short(answer.text)}`);
});
console.log(
  `seed ${seed}, ${count} calls: ${Object.entries(tally)
    .map(([key, n]) => `${key} ${n}`)
    .join(", ")}`,
);
console.log(
  `PyTorch ${((asked - started) / 1000).toFixed(0)} s, ours ${((performance.now() - asked) / 1000).toFixed(0)} s`,
);
const failed = tally.crashed + tally.wrong;
console.log(`${count - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
