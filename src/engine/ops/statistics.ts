// Statistics: var, std, var_mean, norm, linalg.vector_norm, median, cumsum, cumprod, logsumexp, sort, argsort, topk, unique, bincount, histc.
// (written by the second engine helper)
export {};
