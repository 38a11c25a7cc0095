"""Writes src/language/modules/torch/members.ts: the members that PyTorch's classes have, Tensor apart.

usage: python3 torch_members.py > src/language/modules/torch/members.ts
"""
import inspect
import textwrap

import torch
import torch.autograd.graph
import torch.distributions
import torch.nn.utils.rnn
import torch.optim.lr_scheduler
import torch.utils.data

MODULES = [
    "torch.nn", "torch.nn.utils.rnn", "torch.optim", "torch.optim.lr_scheduler", "torch.utils.data",
    "torch.distributions", "torch.distributions.constraints", "torch.autograd", "torch.autograd.graph",
]
classes = [torch.dtype, torch.device, torch.Generator, torch.Size, torch.finfo, torch.iinfo]
for path in MODULES:
    module = eval(path)
    for name in sorted(dir(module)):
        thing = getattr(module, name)
        if inspect.isclass(thing) and not name.startswith("_") and thing.__module__.startswith("torch."):
            # Data pipes are another subject.
            if thing is not torch.Tensor and "datapipes" not in thing.__module__:
                classes.append(thing)

# What every class of a kind has, and is written for every one of ours.
EVERYWHERE = {"forward", "extra_repr", "step", "in_features", "out_features"}
members = {}
for cls in classes:
    own = [name for name in vars(cls) if not name.startswith("_") and name not in EVERYWHERE]
    if own:
        members.setdefault(cls.__name__, set()).update(own)

print("// The members that PyTorch 1.13's classes have beside Tensor, each class's own: one of them that a class here has not")
print("// is refused by name, any other an AttributeError as in PyTorch. Written by scripts/oracle/torch_members.py; do not")
print("// edit.")
print()
print("const MEMBERS = `")
for name in sorted(members):
    text = name + ": " + " ".join(sorted(members[name]))
    print(textwrap.fill(text, 118, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False))
print("`;")
print("""
const sets = new Map<string, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/** The members that PyTorch's class of this name has of its own. */
export function knownTorchMembers(className: string): ReadonlySet<string> {
  let members = sets.get(className);
  if (members === undefined) {
    members = listed(className);
    sets.set(className, members);
  }
  return members;
}

/** The names behind a class's own in the text: most runs ask for few of the classes. */
function listed(className: string): ReadonlySet<string> {
  const head = `\\n${className}: `;
  const at = MEMBERS.indexOf(head);
  if (at < 0) return NONE;
  const start = at + head.length;
  const [list = ""] = MEMBERS.slice(start).split(/\\n(?! )/, 1);
  return new Set(list.trim().split(/\\s+/));
}""")
