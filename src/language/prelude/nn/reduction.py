# Reduction names as the numbers that the ops take (torch/nn/_reduction.py). The text is our own.


def get_enum(reduction):
    if reduction == "none":
        return 0
    if reduction == "mean":
        return 1
    if reduction == "elementwise_mean":
        import warnings

        warnings.warn("reduction='elementwise_mean' is deprecated, please use reduction='mean' instead.")
        return 1
    if reduction == "sum":
        return 2
    raise ValueError("{} is not a valid value for reduction".format(reduction))


def legacy_get_string(size_average, reduce, emit_warning=True):
    average = True if size_average is None else size_average
    reduces = True if reduce is None else reduce
    if average and reduces:
        reduction = "mean"
    elif reduces:
        reduction = "sum"
    else:
        reduction = "none"
    if emit_warning:
        import warnings

        warnings.warn(
            "size_average and reduce args will be deprecated, please use reduction='{}' instead.".format(reduction)
        )
    return reduction
