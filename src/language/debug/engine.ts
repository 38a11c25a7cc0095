// What a runner needs of the engine around a run: the modules that a program may import, a fresh state with a seed, and
// who observes.

import "../modules/torch";
import { setGradEnabled, setInferenceMode } from "../../engine/autograd/grad-mode";
import { setThreadHost } from "../../engine/kernels/wasm/threads";
import { type EngineObserver, setObserver } from "../../engine/observer";
import { defaultGenerator } from "../../engine/ops/random";
import { float32 } from "../../engine/tensor/dtype";
import { defaultPrintOptions } from "../../engine/tensor/print";
import { setPrintOptions } from "../../engine/tensor/print-tensor";
import { setDefaultDType } from "../../engine/tensor/promotion";

export { setThreadHost };

/** Puts the engine's global state back to what a new Python process has, with this seed; reports go to `observer`. */
export function prepareEngine(seed: number, observer: EngineObserver | null): void {
  setGradEnabled(true);
  defaultGenerator.manualSeed(seed);
  setInferenceMode(false);
  setDefaultDType(float32);
  setPrintOptions(defaultPrintOptions);
  setObserver(observer);
}

/** Reports go nowhere from now on: the run is over. */
export function releaseEngine(): void {
  setObserver(null);
}
