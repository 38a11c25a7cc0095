// What a runner needs of the engine around a run: a fresh state with a seed, and who observes.

import { setGradEnabled, setInferenceMode } from "../../engine/autograd/grad-mode";
import { type EngineObserver, setObserver } from "../../engine/observer";
import { float32 } from "../../engine/tensor/dtype";
import { defaultPrintOptions } from "../../engine/tensor/print";
import { setPrintOptions } from "../../engine/tensor/print-tensor";
import { setDefaultDType } from "../../engine/tensor/promotion";

/** Puts the engine's global state back to what a new Python process has, with this seed; reports go to `observer`. */
export function prepareEngine(_seed: number, observer: EngineObserver | null): void {
  setGradEnabled(true);
  setInferenceMode(false);
  setDefaultDType(float32);
  setPrintOptions(defaultPrintOptions);
  setObserver(observer);
}

/** Reports go nowhere from now on: the run is over. */
export function releaseEngine(): void {
  setObserver(null);
}
