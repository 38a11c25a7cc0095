# How a graph is written down, run by PyTorch and by our interpreter alike: a line for each node, in the order in which
# a walk from the root meets them. Node names, what each leads to (the line's number, "leaf", or "-" for no edge), and
# every saved attribute with its value; of a tensor its dtype and shape.


def saved_text(value):
    if isinstance(value, torch.Tensor):
        return str(value.dtype)[6:] + str(list(value.shape))
    if isinstance(value, (tuple, list)) and any(isinstance(each, torch.Tensor) for each in value):
        return "(" + ", ".join(saved_text(each) for each in value) + ")"
    return repr(value)


def walk(root):
    numbers = {}
    order = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node in numbers:
            continue
        numbers[node] = len(order)
        order.append(node)
        children = [child for child, _ in node.next_functions if child is not None]
        stack.extend(child for child in reversed(children) if not hasattr(child, "variable"))
    lines = []
    for node in order:
        edges = []
        for child, number in node.next_functions:
            if child is None:
                edges.append("-")
            elif hasattr(child, "variable"):
                edges.append("leaf" + str(list(child.variable.shape)))
            else:
                edges.append(str(numbers[child]) + ("" if number == 0 else "." + str(number)))
        line = node.name().split("::")[-1] + " <- " + ", ".join(edges)
        names = sorted(n for n in dir(node) if n.startswith("_saved_") and "_sym_" not in n)
        saved = [name[7:] + "=" + saved_text(getattr(node, name)) for name in names]
        lines.append(line + (" | " + " ".join(saved) if saved else ""))
    return lines


def graph(value):
    if isinstance(value, (tuple, list)):
        return [line for each in value for line in graph(each)]
    if not isinstance(value, torch.Tensor):
        return ["no tensor"]
    if value.grad_fn is None:
        return ["leaf" if value.requires_grad else "no gradient"]
    return walk(value.grad_fn)
