// traceback: the text of exceptions, as CPython prints it.

import { getAttribute } from "../runtime/attributes";
import { call } from "../runtime/call";
import { ABSENT, builtin } from "../runtime/define";
import { PyException, Refusal, typeError } from "../runtime/errors";
import { PyClass, type Value } from "../runtime/object";
import { defineModule, fillModule } from "../runtime/registry";
import { str } from "../runtime/repr";
import { thread } from "../runtime/thread";
import { formatExceptionLine, formatTraceback, type SourceLookup } from "../runtime/traceback";
import { PyTraceback } from "../runtime/traceback-object";
import { PyList, PyUnsupported } from "../runtime/value";

const lookup: SourceLookup = { source: (file) => thread.source(file), span: (id) => thread.spans.info(id) };

/** The whole text of an exception, its causes and contexts (without them where `chain` is false) before it. */
export function textOf(exception: PyException, traceback: Value, chain = true): string {
  const before = exception.traceback;
  const { cause, context } = exception;
  // The traceback that is asked for may be another one than the exception's own.
  exception.traceback = traceback instanceof PyTraceback ? [...traceback.entries] : [];
  if (!chain) [exception.cause, exception.context] = [null, null];
  try {
    return formatTraceback(exception, lookup);
  } finally {
    exception.traceback = before;
    [exception.cause, exception.context] = [cause, context];
  }
}

/** What is handled now, as text. */
function handledText(chain: Value): string {
  const { handled } = thread;
  if (!(handled instanceof PyException)) return "NoneType: None\n";
  return textOf(handled, new PyTraceback(handled.traceback), chain !== false);
}

/** `exc` alone, or `exc, value, tb` as it was before 3.10. */
function given(exc: Value, value: Value, traceback: Value): { exception: PyException; traceback: Value } {
  const exception = value === ABSENT ? exc : value;
  if (!(exception instanceof PyException)) {
    if (exc instanceof PyClass) throw new Refusal("traceback of an exception's class alone");
    throw typeError(`Exception expected for value, ${str(exc)} found`);
  }
  return { exception, traceback: traceback === ABSENT ? new PyTraceback(exception.traceback) : traceback };
}

const linesOf = (text: string): Value => new PyList(text === "" ? [] : text.split(/(?<=\n)/));

defineModule("traceback", (module, importModule) => {
  const print = (file: Value, text: string): null => {
    const stream = file === null ? getAttribute(importModule("sys"), "stderr") : file;
    call(getAttribute(stream, "write"), [text]);
    return null;
  };
  const notLimited = (limit: Value): void => {
    if (limit !== null) throw new Refusal("a limit of traceback lines");
  };
  fillModule(module, {
    format_exc: builtin("format_exc(limit=None, chain=True)", (limit: Value, chain: Value) => {
      notLimited(limit);
      return handledText(chain);
    }),
    print_exc: builtin("print_exc(limit=None, file=None, chain=True)", (limit: Value, file: Value, chain: Value) => {
      notLimited(limit);
      return print(file, handledText(chain));
    }),
    format_exception: builtin(
      "format_exception(exc, /, value=?, tb=?, limit=None, chain=True)",
      (exc: Value, value: Value, tb: Value, limit: Value, chain: Value) => {
        notLimited(limit);
        const { exception, traceback } = given(exc, value, tb);
        return linesOf(textOf(exception, traceback, chain !== false));
      },
    ),
    print_exception: builtin(
      "print_exception(exc, /, value=?, tb=?, limit=None, file=None, chain=True)",
      (exc: Value, value: Value, tb: Value, limit: Value, file: Value, chain: Value) => {
        notLimited(limit);
        const { exception, traceback } = given(exc, value, tb);
        return print(file, textOf(exception, traceback, chain !== false));
      },
    ),
    format_exception_only: builtin("format_exception_only(exc, /, value=?)", (exc: Value, value: Value) =>
      linesOf(`${formatExceptionLine(given(exc, value, null).exception)}\n`),
    ),
  });
  const others = "extract_stack extract_tb format_list format_stack format_tb print_stack print_tb walk_stack walk_tb";
  for (const name of [...others.split(" "), "FrameSummary", "StackSummary", "TracebackException", "clear_frames"]) {
    module.globals.set(name, new PyUnsupported(`traceback.${name}`));
  }
});

/** The modules that this file defines. */
export const tracebackModules: readonly string[] = ["traceback"];
