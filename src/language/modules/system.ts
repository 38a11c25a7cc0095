// time (reading the clock only) and the useful minimum of sys and os.

import { builtinNamespace } from "../builtins";
import { textStreamType } from "../builtins/functions";
import { toFloat } from "../builtins/numbers";
import { getAttribute } from "../runtime/attributes";
import { call } from "../runtime/call";
import { addGetSet, builtin, guardClass, methods } from "../runtime/define";
import { attributeError, PyException, Refusal, raised, systemExitType, typeError, valueError } from "../runtime/errors";
import { toArray } from "../runtime/iterate";
import { floatToInt } from "../runtime/numbers";
import { PyObject, type Value } from "../runtime/object";
import { toIndex } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { str } from "../runtime/repr";
import { thread } from "../runtime/thread";
import { tracebackOf } from "../runtime/traceback-object";
import { typeName } from "../runtime/types";
import { PyFloat, PyList, PyTuple, PyUnsupported } from "../runtime/value";
import { flags, floatInfo, hashInfo, intInfo, versionInfo } from "./sys-info";
import { textOf } from "./traceback";

/** Nanoseconds as an int. */
const nanoseconds = (): Value => floatToInt(Math.round(thread.clock() * 1e9));

defineModule("time", (module) => {
  // Not read by the import: a run whose clock nobody has read can wait and go on later.
  let start: number | null = null;
  const elapsed = (): Value => {
    const time = thread.clock();
    start ??= time;
    return new PyFloat(time - start);
  };
  fillModule(module, {
    time: builtin("time()", () => new PyFloat(thread.clock())),
    time_ns: builtin("time_ns()", nanoseconds),
    perf_counter: builtin("perf_counter()", elapsed),
    perf_counter_ns: builtin("perf_counter_ns()", nanoseconds),
    monotonic: builtin("monotonic()", elapsed),
    monotonic_ns: builtin("monotonic_ns()", nanoseconds),
    process_time_ns: builtin("process_time_ns()", nanoseconds),
    thread_time: builtin("thread_time()", elapsed),
    thread_time_ns: builtin("thread_time_ns()", nanoseconds),
    // A run knows no place but UTC.
    timezone: 0,
    altzone: 0,
    daylight: 0,
    tzname: new PyTuple(["UTC", "UTC"]),
    process_time: builtin("process_time()", elapsed),
    // A run is a pure function of its sources: waiting changes nothing that it could see but the clock.
    sleep: builtin("sleep(seconds, /)", (seconds: Value) => {
      if (toFloat(seconds) < 0) throw valueError("sleep length must be non-negative");
      return null;
    }),
  });
  module.globals.set("__getattr__", refuseMember("time", TIME_ELSEWHERE));
});

/** sys.stdout and sys.stderr. */
class TextStream extends PyObject {
  constructor(
    readonly name: string,
    readonly output: (text: string) => void,
  ) {
    super(textStreamType);
  }
}

methods(textStreamType, guardClass(TextStream), {
  "write(text, /)": (self, text: Value) => {
    if (typeof text !== "string") throw typeError(`write() argument must be str, not ${typeName(text)}`);
    self.output(text);
    return [...text].length;
  },
  "writelines(lines, /)": (self, lines: Value) => {
    const write = getAttribute(self, "write");
    for (const line of toArray(lines)) call(write, [line]);
    return null;
  },
  "flush()": () => null,
  "isatty()": () => false,
  "readable()": () => false,
  "writable()": () => true,
  "reconfigure(*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)": () => null,
  "fileno()": (self) => {
    throw new Refusal(`the file descriptor of ${self.name}`);
  },
});
const stream = guardClass(TextStream);
addGetSet(textStreamType, stream, "name", ({ name }) => name);
addGetSet(textStreamType, stream, "encoding", () => "utf-8");
addGetSet(textStreamType, stream, "mode", () => "w");
addGetSet(textStreamType, stream, "closed", () => false);
for (const name of ["buffer", "errors", "line_buffering", "newlines", "detach", "seek", "tell", "truncate", "close"]) {
  addGetSet(textStreamType, stream, name, (self) => {
    throw new Refusal(`${self.name}.${name}`);
  });
}

function writeOut(text: string): void {
  thread.recorder?.print(thread.span, text);
  thread.write(text);
}

defineModule("sys", (module, importModule) => {
  thread.system = module;
  const output = new TextStream("<stdout>", writeOut);
  const errors = new TextStream("<stderr>", (text) => thread.writeError(text));
  fillModule(module, {
    argv: new PyList([importModule("__main__").globals.get("__file__") ?? ""]),
    path: new PyList([]),
    maxsize: 9223372036854775807n,
    byteorder: "little",
    platform: "linux",
    version: "3.11.2 (nnspec)",
    version_info: versionInfo,
    hexversion: 0x030b02f0,
    maxunicode: 0x10ffff,
    flags,
    float_info: floatInfo,
    int_info: intInfo,
    hash_info: hashInfo,
    exc_info: builtin("exc_info()", () => {
      const { handled } = thread;
      if (!(handled instanceof PyException)) return new PyTuple([null, null, null]);
      return new PyTuple([handled.cls, handled, tracebackOf(handled)]);
    }),
    exception: builtin("exception()", () => (thread.handled instanceof PyException ? thread.handled : null)),
    // Nothing traces a program from inside.
    gettrace: builtin("gettrace()", () => null),
    getprofile: builtin("getprofile()", () => null),
    stdout: output,
    __stdout__: output,
    stderr: errors,
    __stderr__: errors,
    exit: builtin("exit(status=None, /)", (status: Value) => {
      throw raised(systemExitType, ...(status === null ? [] : [status]));
    }),
    getrecursionlimit: builtin("getrecursionlimit()", () => thread.recursionLimit),
    setrecursionlimit: builtin("setrecursionlimit(limit, /)", (limit: Value) => {
      const asked = Number(toIndex(limit));
      if (asked < 1) throw valueError("recursion limit must be greater or equal than 1");
      thread.recursionLimit = asked;
      return null;
    }),
    get_int_max_str_digits: builtin("get_int_max_str_digits()", () => thread.maxDigits),
    set_int_max_str_digits: builtin("set_int_max_str_digits(maxdigits)", (digits: Value) => {
      const limit = Number(toIndex(digits));
      if (limit !== 0 && limit < 640) throw valueError("maxdigits must be 0 or larger than 640");
      thread.maxDigits = limit;
      return null;
    }),
    float_repr_style: "short",
    intern: builtin("intern(string, /)", (text: Value) => text),
  });
  const hook = builtin("excepthook(exctype, value, traceback, /)", (_: Value, exception: Value, traceback: Value) => {
    if (exception instanceof PyException) {
      call(getAttribute(getAttribute(module, "stderr"), "write"), [textOf(exception, traceback)]);
    }
    return null;
  });
  fillModule(module, { __excepthook__: hook, excepthook: hook });
  module.globals.set("__getattr__", refuseMember("sys"));
});

/** What CPython's time has, and this has not. */
const TIME_ELSEWHERE: ReadonlySet<string> = new Set(
  `CLOCK_BOOTTIME CLOCK_MONOTONIC CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME CLOCK_TAI
  CLOCK_THREAD_CPUTIME_ID asctime clock_getres clock_gettime clock_gettime_ns clock_settime clock_settime_ns ctime
  get_clock_info gmtime localtime mktime pthread_getcpuclockid strftime strptime struct_time tzset`.split(/\s+/),
);

/** A module's `__getattr__`: what is not there is refused by its name; with names known, any other is an error. */
function refuseMember(module: string, known?: ReadonlySet<string>): Value {
  return builtin("__getattr__(name, /)", (name: Value) => {
    if (known?.has(str(name)) === false) {
      throw attributeError(`module '${module}' has no attribute '${str(name)}'`, str(name), null);
    }
    if (str(name).startsWith("__")) throw new Refusal(`${module}.${str(name)}`);
    return new PyUnsupported(`${module}.${str(name)}`);
  });
}

const joinPath = (parts: readonly string[]): string =>
  parts.reduce(
    (path, part) => (part.startsWith("/") || path === "" ? part : path.endsWith("/") ? path + part : `${path}/${part}`),
    "",
  );

defineModule("os", (module, importModule) => {
  fillModule(module, { sep: "/", linesep: "\n", name: "posix", path: importModule("os.path") });
  module.globals.set("__getattr__", refuseMember("os"));
});

defineModule("os.path", (module) => {
  fillModule(module, {
    join: builtin("join(path, *paths)", (path: Value, paths: Value) =>
      joinPath([path, ...(paths instanceof PyTuple ? paths.items : [])].map(str)),
    ),
    basename: builtin("basename(path)", (path: Value) => str(path).split("/").at(-1) ?? ""),
    dirname: builtin("dirname(path)", (path: Value) => str(path).split("/").slice(0, -1).join("/")),
    splitext: builtin("splitext(path)", (path: Value) => {
      const match = /^(.*[^/])?(\.[^./]*)$/.exec(str(path));
      return new PyTuple(match === null || match[1] === undefined ? [str(path), ""] : [match[1], match[2] ?? ""]);
    }),
  });
  module.globals.set("__getattr__", refuseMember("os.path"));
});

defineModule("builtins", (module) => {
  for (const [name, entry] of builtinNamespace().map) {
    if (typeof name === "string" && entry.value !== undefined) module.globals.set(name, entry.value);
  }
});

/** For library modules that are written in the language: what they do not do is refused by name. */
defineModule("_refusals", (module) => {
  module.globals.set(
    "refuse",
    builtin("refuse(what, /)", (what: Value) => {
      throw new Refusal(str(what));
    }),
  );
});

/** Nobody counts references here: there is nothing to collect, and collecting finds nothing. */
defineModule("gc", (module) => {
  let enabled = true;
  const turn = (on: boolean) => () => {
    enabled = on;
    return null;
  };
  fillModule(module, {
    collect: builtin("collect(generation=2)", () => 0),
    enable: builtin("enable()", turn(true)),
    disable: builtin("disable()", turn(false)),
    isenabled: builtin("isenabled()", () => enabled),
  });
  module.globals.set("__getattr__", refuseMember("gc"));
});

/** The modules that this file defines. */
export const systemModules: readonly string[] = ["gc", "time", "sys", "os", "os.path", "builtins", "_refusals"];
