// Gradients that never come, are zero, or shrink or grow on their way; layers that nothing reads.

import { mainChain } from "../chain";
import { numelOf } from "../elements";
import type { Context, Parameter, Pass } from "./context";
import { type Draft, type Drafts, figure, type Rule, say } from "./rule";

/** Factor by which a gradient shrinks, or grows, along a chain of so many ops before it is told. */
const SHRINKS = 1e-7;
const GROWS = 1e6;
const LONG_CHAIN = 8;
/** Nodes of a chain that are measured. */
const MOST_MEASURED = 400;

/** Parameters of one module and its parts, by the variable that holds it. */
function byRoot(context: Context): Map<string, Parameter[]> {
  const roots = new Map<string, Parameter[]>();
  for (const parameter of context.parameters) {
    if (parameter.root === "" || !parameter.tensor.requiresGrad) continue;
    const list = roots.get(parameter.root) ?? [];
    list.push(parameter);
    roots.set(parameter.root, list);
  }
  return roots;
}

/** One finding for the parameters that were made at the same place. */
function* together(
  found: readonly Parameter[],
  draft: (names: string, first: Parameter) => Omit<Draft, "span">,
): Drafts {
  const places = new Map<number, Parameter[]>();
  for (const parameter of found) {
    const list = places.get(parameter.made) ?? [];
    list.push(parameter);
    places.set(parameter.made, list);
  }
  for (const [span, list] of places) {
    const [first] = list;
    if (first === undefined) continue;
    const names = list.slice(0, 4).map(({ title }) => title);
    const text = list.length > 4 ? `${names.join(", ")}, …` : names.join(", ");
    yield { ...draft(text, first), span, parameters: list.map(({ title }) => title) };
  }
}

export const noGradient: Rule = {
  id: "no-gradient",
  severity: "warning",
  *find(context): Drafts {
    for (const parameters of byRoot(context).values()) {
      const reached = parameters.filter(({ gradients }) => gradients.length > 0);
      if (reached.length === 0) continue;
      // What is only read where no graph is recorded is kept out on purpose.
      const cut = parameters.filter(
        ({ gradients, readers }) =>
          gradients.length === 0 && readers.some((op) => op.outputs.some((output) => context.requiresGrad(output))),
      );
      yield* together(cut, (names, first) => {
        const reader = first.readers.at(-1);
        return {
          message: say(
            "No gradient reached {0} in any backward, though {1} other parameters got one: on its way to the loss it is cut off (detach, .data, .item(), argmax) or not used.",
            names,
            reached.length,
          ),
          related: reader === undefined ? [] : [{ span: reader.span, message: say("here it was read last") }],
        };
      });
    }
  },
};

export const zeroGradient: Rule = {
  id: "zero-gradient",
  severity: "warning",
  *find(context): Drafts {
    const held = new Set(context.optimizers.flatMap(({ parameters }) => [...parameters]));
    const zero: Parameter[] = [];
    for (const parameter of context.parameters) {
      const { gradients, tensor, root } = parameter;
      if (gradients.length === 0 || tensor.numel === 0) continue;
      // Any leaf may be looked at for its gradient; what learns is a parameter.
      if (root === "" && !tensor.isParameter && !held.has(tensor)) continue;
      let all = true;
      for (const { value } of gradients) {
        const numbers = context.numbers(value);
        all = numbers?.every((x) => x === 0) ?? false;
        if (context.due(100)) yield null;
        if (!all) break;
      }
      if (all) zero.push(parameter);
    }
    // A bias alone may well cancel out of a loss; a layer that learns nothing does not.
    const isWhole = ({ made }: Parameter): boolean =>
      context.parameters.every((each) => each.made !== made || zero.includes(each));
    yield* together(zero.filter(isWhole), (names, { gradients }) => ({
      message: say(
        "Every gradient that reached {0} is zero throughout ({1} backward passes): it cannot learn.",
        names,
        gradients.length,
      ),
    }));
  },
};

export const unusedLayer: Rule = {
  id: "unused-layer",
  severity: "info",
  *find(context): Drafts {
    const { view } = context;
    const { inspector, trace } = view;
    /** Modules whose own forward ran. */
    const ran = new Set<unknown>();
    for (const { self, functionSpan } of trace.frames.items) {
      if (self !== undefined && view.span(functionSpan)?.scope.endsWith("forward") === true) ran.add(self);
    }
    const trained = new Set(context.parameters.filter(({ gradients }) => gradients.length > 0).map(({ root }) => root));
    const read = new Set(context.parameters.filter(({ readers }) => readers.length > 0).map(({ tensor }) => tensor));
    const isUsed = (module: unknown): boolean => {
      const { parameters, modules } = inspector.moduleEntries(module);
      return parameters.some(([, each]) => each !== null && read.has(each)) || modules.some(([, each]) => isUsed(each));
    };
    const seen = new Set<unknown>();
    const unused: Parameter[] = [];
    const walk = (module: unknown): void => {
      if (seen.has(module)) return;
      seen.add(module);
      for (const [, child] of inspector.moduleEntries(module).modules) {
        if (isUsed(child)) walk(child);
        else collect(child);
      }
    };
    const collect = (module: unknown): void => {
      const { parameters, modules } = inspector.moduleEntries(module);
      for (const [, tensor] of parameters) {
        const found = context.parameters.find((each) => each.tensor === tensor && each.root !== "");
        // A program that only looks at a part of its model leaves the rest alone on purpose.
        if (found !== undefined && trained.has(found.root)) unused.push(found);
      }
      for (const [, child] of modules) collect(child);
    };
    for (const module of ran) if (isUsed(module)) walk(module);
    yield* together(unused, (names) => ({
      message: say("Nothing read {0} in this run: the layer is made and not used in forward.", names),
    }));
  },
};

interface Measured {
  readonly span: number;
  readonly rms: number;
  readonly node: number;
  readonly size: number;
}

/** The chain of a pass from its root on, with the size of the gradient at each node. */
function* measured(context: Context, pass: Pass): Generator<null, Measured[]> {
  const nodes = pass.steps.map(({ node }) => node);
  const index = new Map(nodes.map((node, i) => [node.node, i]));
  const next = nodes.map(({ node }) =>
    (node?.nextEdges ?? []).flatMap((edge) => (edge === null ? [] : (index.get(edge.node) ?? []))),
  );
  const order = nodes.map((_, i) => nodes.length - 1 - i);
  const chain = mainChain(
    0,
    nodes.map(({ name }) => name),
    next,
    order,
  );
  const every = Math.ceil(chain.length / MOST_MEASURED);
  const found: Measured[] = [];
  for (const [i, at] of chain.entries()) {
    const step = pass.steps[at];
    const op = step === undefined ? undefined : context.view.trace.ops.get(step.node.op);
    if (step === undefined || op === undefined || (i % every !== 0 && i < chain.length - 2)) continue;
    const rms = context.rms(step.gradient);
    if (context.due(100)) yield null;
    if (rms === null) continue;
    const size = numelOf(context.view.value(step.gradient)?.shape ?? []);
    found.push({ span: op.span, rms, node: step.node.id, size });
  }
  // A mean over many elements gives each of them little: the chain is measured from there.
  const start = found.findIndex(({ size }) => size > 1);
  return start < 0 ? found : found.slice(start);
}

function changes(isChange: (factor: number) => boolean, text: (args: string[]) => Draft["message"]): Rule["find"] {
  return function* find(context): Drafts {
    const pass = context.passes.at(-1);
    if (pass === undefined || pass.steps.length < LONG_CHAIN) return;
    // A backward through another backward has nodes that no op of the program made, and sizes of their own.
    if (pass.steps.some(({ node }) => node.op < 0 && node.name !== "AccumulateGrad")) return;
    const chain = yield* measured(context, pass);
    const [first, last] = [chain[0], chain.at(-1)];
    if (first === undefined || last === undefined || chain.length < LONG_CHAIN) return;
    const factor = last.rms / first.rms;
    if (!(first.rms > 0) || !(last.rms > 0) || !Number.isFinite(factor) || !isChange(factor)) return;
    yield {
      span: last.span,
      message: text([figure(first.rms), figure(last.rms), String(chain.length)]),
      related: [{ span: first.span, message: say("here the chain begins") }],
      nodes: [last.node],
    };
  };
}

export const vanishingGradient: Rule = {
  id: "vanishing-gradient",
  severity: "warning",
  find: changes(
    (factor) => factor < SHRINKS,
    ([from = "", to = "", ops = ""]) =>
      say(
        "The gradient vanishes on its way here: from {0} to {1} (root mean square) over {2} ops. Try ReLU, a normalisation, or shortcuts around layers.",
        from,
        to,
        ops,
      ),
  ),
};

export const explodingGradient: Rule = {
  id: "exploding-gradient",
  severity: "warning",
  find: changes(
    (factor) => factor > GROWS,
    ([from = "", to = "", ops = ""]) =>
      say(
        "The gradient explodes on its way here: from {0} to {1} (root mean square) over {2} ops. Clip it (clip_grad_norm_), or start from smaller weights.",
        from,
        to,
        ops,
      ),
  ),
};
