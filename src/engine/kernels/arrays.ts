// The typed arrays that kernels compute in. Other element types are converted to one of these before.

export type FloatArray = Float32Array | Float64Array;
