// The minimum of numpy, in the language itself: module name → its text.

import type { LibraryFile } from "../file";
import array from "./array.py";
import dtypes from "./dtypes.py";
import functions from "./functions.py";
import methods from "./methods.py";
import operators from "./operators.py";
import numpy from "./package.py";
import printing from "./printing.py";
import random from "./random.py";
import reductions from "./reductions.py";

export const numpySources: ReadonlyMap<string, LibraryFile> = new Map([
  ["numpy", numpy],
  ["numpy._array", array],
  ["numpy._dtypes", dtypes],
  ["numpy._functions", functions],
  ["numpy._methods", methods],
  ["numpy._operators", operators],
  ["numpy._printing", printing],
  ["numpy._reductions", reductions],
  ["numpy.random", random],
]);
