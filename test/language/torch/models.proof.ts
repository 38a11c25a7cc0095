// Models and their training against what real PyTorch printed for them (scripts/oracle/goldens.mjs).
import { describe } from "vitest";
import { printsAsPyTorch } from "./golden";

describe("a model as people write it prints what PyTorch prints", () => printsAsPyTorch("models"));
