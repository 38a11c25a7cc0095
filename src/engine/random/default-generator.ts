// The generator that random ops draw from when they are given none (torch.default_generator). One run at a time owns it
// and seeds it before it starts.

import { Generator } from "./generator";

export const defaultGenerator = new Generator();
