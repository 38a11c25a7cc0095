// What anomaly mode tells: where the forward of a node that failed was called. Follows
// torch/csrc/autograd/python_anomaly_mode.cpp.

import { isAnomalyEnabled, isNanChecked, setAnomalyEnabled, setAnomalyHost } from "../../../engine/autograd/anomaly";
import type { PyBuiltin } from "../../runtime/function";
import { truth } from "../../runtime/operators";
import { thread } from "../../runtime/thread";
import { PyTuple } from "../../runtime/value";
import { nativeFunction } from "./native";

const triggered = (line: number) =>
  ` (Triggered internally at  ./torch/csrc/autograd/python_anomaly_mode.cpp:${line}.)`;

/** Lets the engine's anomaly mode warn in the program's terms. */
export function watchAnomalies(warn: (message: string) => void): void {
  setAnomalyHost({
    place: stackText,
    report: (name, place, isParent) => warn(reportText(name, place, isParent)),
  });
}

function reportText(name: string, place: unknown, isParent: boolean): string {
  if (typeof place !== "string") {
    const what = isParent ? `Previous calculation was induced by ${name}.` : `Error detected in ${name}.`;
    return `${what} No forward pass information available. Enable detect anomaly during forward pass for more information.${triggered(isParent ? 121 : 97)}`;
  }
  return isParent
    ? `\n\nPrevious calculation was induced by ${name}. Traceback of forward call that induced the previous calculation:\n${place}${triggered(127)}`
    : `Error detected in ${name}. Traceback of forward call that caused the error:\n${place}${triggered(114)}`;
}

/** The calls that led here, outermost first, as a traceback shows them. */
function stackText(): string {
  const spans = [...thread.calls.subarray(1, Math.min(thread.depth, thread.calls.length - 1) + 1), thread.span];
  return spans.map(frameText).join("");
}

function frameText(span: number): string {
  const info = thread.spans.info(span);
  const source = info === undefined || info.library ? undefined : thread.source(info.file);
  if (info === undefined || source === undefined) return "";
  const line = source.lineAt(info.start);
  return `  File "${info.file}", line ${line}, in ${info.scope}\n    ${source.lineText(line).trim()}\n`;
}

export const anomalyFunctions: readonly PyBuiltin[] = [
  nativeFunction("_anomaly_mode", () => new PyTuple([isAnomalyEnabled(), isNanChecked()])),
  nativeFunction("_set_anomaly_mode", ([mode = null, checkNan = true]) => {
    setAnomalyEnabled(truth(mode), truth(checkNan));
    return null;
  }),
];
