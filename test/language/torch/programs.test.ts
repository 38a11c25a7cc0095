// Programs about torch itself against what real PyTorch printed for them (scripts/oracle/goldens.mjs).
import { describe } from "vitest";
import { printsAsPyTorch } from "./golden";

describe("a tour of torch's parts prints what PyTorch prints", () => printsAsPyTorch("torch"));
