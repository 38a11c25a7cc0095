// What recording costs: a small training step (the perceptron's forward and backward, in a .nnspec loop) with and
// without it, interleaved in one process, with limits and safepoints on.
//   node bench/recording.mjs [ROUNDS] [STEPS]
import { loadRun, median } from "./support/runner.mjs";

const rounds = Number(process.argv[2] ?? 15);
const steps = Number(process.argv[3] ?? 1000);

const program = (count) => `import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)


class Perception(nn.Module):
    def __init__(self, in_dim, hid_dim, out_dim):
        super().__init__()
        self.layer1 = nn.Linear(in_dim, hid_dim)
        self.layer2 = nn.Linear(hid_dim, out_dim)

    def forward(self, x):
        x = torch.sigmoid(self.layer1(x))
        return torch.sigmoid(self.layer2(x))


p = Perception(2, 3, 2)
data = torch.randn(4, 2)
label = torch.tensor([0, 1, 1, 0])
for step in range(${count}):
    p.zero_grad()
    output = p(data)
    loss = F.cross_entropy(output, label)
    loss.backward()
print(loss)
`;

const Run = await loadRun();

/** Milliseconds of one run. */
function measure(record, count) {
  const sources = [{ file: "step.nnspec", text: program(count) }];
  const limits = { seconds: 600, bytes: 4 * 2 ** 30 };
  const run = new Run({ entry: "step.nnspec", sources, seed: 0, limits }, { record });
  const state = run.execute();
  if (state.status !== "ok") throw new Error(run.stderr);
  return { ms: state.seconds * 1000, out: run.stdout };
}

const times = { without: [], with: [] };
measure(false, steps);
measure(true, steps);
for (let round = 0; round < rounds; round++) {
  const bare = measure(false, steps);
  const recorded = measure(true, steps);
  if (bare.out !== recorded.out) throw new Error(`recording changed what the program prints: ${recorded.out}`);
  times.without.push(bare.ms);
  times.with.push(recorded.ms);
}
const perStep = (list) => ((median(list) * 1000) / steps).toFixed(1);
const ratio = median(times.with.map((each, i) => each / times.without[i]));
console.log(`small step, ${rounds} interleaved rounds of ${steps} steps, Node ${process.version}`);
console.log(`without recording ${perStep(times.without)} µs a step`);
console.log(`with recording    ${perStep(times.with)} µs a step`);
console.log(`ratio ${ratio.toFixed(2)} (median of the rounds' ratios)`);
