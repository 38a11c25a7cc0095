# Limited-memory BFGS (Nocedal 1980), with the line search for the strong Wolfe conditions (Nocedal & Wright 2006,
# algorithms 3.5 and 3.6, as in minFunc). Behaviour follows torch/optim/lbfgs.py of PyTorch 1.13; the text is our own.

import torch
from torch.optim.optimizer import Optimizer


class LBFGS(Optimizer):
    def __init__(
        self,
        params,
        lr=1,
        max_iter=20,
        max_eval=None,
        tolerance_grad=1e-7,
        tolerance_change=1e-9,
        history_size=100,
        line_search_fn=None,
    ):
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        defaults = dict(
            lr=lr,
            max_iter=max_iter,
            max_eval=max_eval,
            tolerance_grad=tolerance_grad,
            tolerance_change=tolerance_change,
            history_size=history_size,
            line_search_fn=line_search_fn,
        )
        super().__init__(params, defaults)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def _flat_gradient(self):
        flat = []
        for param in self._params:
            gradient = torch.zeros_like(param) if param.grad is None else param.grad
            flat.append(gradient.view(-1))
        return torch.cat(flat, 0)

    def _move(self, size, direction):
        offset = 0
        for param in self._params:
            count = param.numel()
            param.add_(direction[offset : offset + count].view_as(param), alpha=size)
            offset += count

    def _evaluate_at(self, closure, start, size, direction):
        """Loss and gradient at start + size·direction; the parameters are back at start afterwards."""
        self._move(size, direction)
        loss = float(closure())
        gradient = self._flat_gradient()
        for param, value in zip(self._params, start):
            param.copy_(value)
        return loss, gradient

    def step(self, closure):
        with torch.no_grad():
            return self._minimise(torch.enable_grad()(closure))

    def _minimise(self, closure):
        group = self.param_groups[0]
        lr, max_iter, max_eval = group["lr"], group["max_iter"], group["max_eval"]
        tolerance_grad, tolerance_change = group["tolerance_grad"], group["tolerance_change"]
        line_search_fn = group["line_search_fn"]
        state = self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)

        first_loss = closure()
        loss = float(first_loss)
        evaluations = 1
        state["func_evals"] += 1
        gradient = self._flat_gradient()
        flat = gradient.abs().max() <= tolerance_grad
        if flat:
            return first_loss

        direction, size = state.get("d"), state.get("t")
        old_dirs, old_stps, ro = state.get("old_dirs"), state.get("old_stps"), state.get("ro")
        scale = state.get("H_diag")
        previous_gradient, previous_loss = state.get("prev_flat_grad"), state.get("prev_loss")

        iterations = 0
        while iterations < max_iter:
            iterations += 1
            state["n_iter"] += 1
            if state["n_iter"] == 1:
                direction = gradient.neg()
                old_dirs, old_stps, ro = [], [], []
                scale = 1
            else:
                change = gradient.sub(previous_gradient)
                moved = direction.mul(size)
                curvature = change.dot(moved)
                if curvature > 1e-10:
                    if len(old_dirs) == group["history_size"]:
                        for history in (old_dirs, old_stps, ro):
                            history.pop(0)
                    old_dirs.append(change)
                    old_stps.append(moved)
                    ro.append(1.0 / curvature)
                    scale = curvature / change.dot(change)
                if "al" not in state:
                    state["al"] = [None] * group["history_size"]
                direction = _two_loops(gradient, old_dirs, old_stps, ro, scale, state["al"])

            if previous_gradient is None:
                previous_gradient = gradient.clone(memory_format=torch.contiguous_format)
            else:
                previous_gradient.copy_(gradient)
            previous_loss = loss

            size = min(1.0, 1.0 / gradient.abs().sum()) * lr if state["n_iter"] == 1 else lr
            slope = gradient.dot(direction)
            if slope > -tolerance_change:
                break

            search_evaluations = 0
            if line_search_fn is not None:
                if line_search_fn != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                start = [param.clone(memory_format=torch.contiguous_format) for param in self._params]

                def evaluate(at):
                    return self._evaluate_at(closure, start, at, direction)

                loss, gradient, size, search_evaluations = _strong_wolfe(
                    evaluate, size, direction, loss, gradient, slope
                )
                self._move(size, direction)
                flat = gradient.abs().max() <= tolerance_grad
            else:
                self._move(size, direction)
                if iterations != max_iter:
                    loss = float(closure())
                    gradient = self._flat_gradient()
                    flat = gradient.abs().max() <= tolerance_grad
                    search_evaluations = 1
            evaluations += search_evaluations
            state["func_evals"] += search_evaluations

            if iterations == max_iter or evaluations >= max_eval or flat:
                break
            if direction.mul(size).abs().max() <= tolerance_change:
                break
            if abs(loss - previous_loss) < tolerance_change:
                break

        state["d"], state["t"] = direction, size
        state["old_dirs"], state["old_stps"], state["ro"] = old_dirs, old_stps, ro
        state["H_diag"] = scale
        state["prev_flat_grad"], state["prev_loss"] = previous_gradient, previous_loss
        return first_loss


def _two_loops(gradient, old_dirs, old_stps, ro, scale, al):
    """−H·gradient, H being the inverse Hessian that the history describes."""
    q = gradient.neg()
    for i in range(len(old_dirs) - 1, -1, -1):
        al[i] = old_stps[i].dot(q) * ro[i]
        q.add_(old_dirs[i], alpha=-al[i])
    r = torch.mul(q, scale)
    for i in range(len(old_dirs)):
        be = old_dirs[i].dot(r) * ro[i]
        r.add_(old_stps[i], alpha=al[i] - be)
    return r


def _cubic_interpolate(x1, f1, g1, x2, f2, g2, bounds=None):
    """The minimum, within bounds, of the cubic with these values and slopes at two points."""
    if bounds is not None:
        low, high = bounds
    else:
        low, high = (x1, x2) if x1 <= x2 else (x2, x1)
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    d2_square = d1**2 - g1 * g2
    if d2_square >= 0:
        d2 = d2_square.sqrt()
        if x1 <= x2:
            position = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
        else:
            position = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
        return min(max(position, low), high)
    return (low + high) / 2.0


def _strong_wolfe(evaluate, t, d, f, g, gtd, c1=1e-4, c2=0.9, tolerance_change=1e-9, max_ls=25):
    """Loss, gradient, step size and the number of evaluations at a point along d that satisfies both conditions."""
    longest = d.abs().max()
    g = g.clone(memory_format=torch.contiguous_format)
    f_new, g_new = evaluate(t)
    evaluations = 1
    gtd_new = g_new.dot(d)

    # Phase one: from longer to longer steps, until a bracket holds such a point, or one has been found.
    t_prev, f_prev, g_prev, gtd_prev = 0, f, g, gtd
    done = False
    iteration = 0
    while iteration < max_ls:
        too_high = f_new > (f + c1 * t * gtd) or (iteration > 1 and f_new >= f_prev)
        if not too_high and abs(gtd_new) <= -c2 * gtd:
            bracket, bracket_f, bracket_g = [t], [f_new], [g_new]
            done = True
            break
        if too_high or gtd_new >= 0:
            bracket, bracket_f = [t_prev, t], [f_prev, f_new]
            bracket_g = [g_prev, g_new.clone(memory_format=torch.contiguous_format)]
            bracket_gtd = [gtd_prev, gtd_new]
            break
        shortest = t + 0.01 * (t - t_prev)
        farthest = t * 10
        before = t
        t = _cubic_interpolate(t_prev, f_prev, gtd_prev, t, f_new, gtd_new, bounds=(shortest, farthest))
        t_prev, f_prev, gtd_prev = before, f_new, gtd_new
        g_prev = g_new.clone(memory_format=torch.contiguous_format)
        f_new, g_new = evaluate(t)
        evaluations += 1
        gtd_new = g_new.dot(d)
        iteration += 1
    if iteration == max_ls:
        bracket, bracket_f, bracket_g = [0, t], [f, f_new], [g, g_new]

    # Phase two: the bracket is narrowed around such a point.
    stuck = False
    low, high = (0, 1) if bracket_f[0] <= bracket_f[-1] else (1, 0)
    while not done and iteration < max_ls:
        if abs(bracket[1] - bracket[0]) * longest < tolerance_change:
            break
        t = _cubic_interpolate(
            bracket[0], bracket_f[0], bracket_gtd[0], bracket[1], bracket_f[1], bracket_gtd[1]
        )
        # A trial too near to an end of the bracket is moved away from it, the second time or if it lies outside.
        margin = 0.1 * (max(bracket) - min(bracket))
        if min(max(bracket) - t, t - min(bracket)) < margin:
            if stuck or t >= max(bracket) or t <= min(bracket):
                if abs(t - max(bracket)) < abs(t - min(bracket)):
                    t = max(bracket) - margin
                else:
                    t = min(bracket) + margin
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        f_new, g_new = evaluate(t)
        evaluations += 1
        gtd_new = g_new.dot(d)
        iteration += 1
        if f_new > (f + c1 * t * gtd) or f_new >= bracket_f[low]:
            changed = high
        else:
            if abs(gtd_new) <= -c2 * gtd:
                done = True
            elif gtd_new * (bracket[high] - bracket[low]) >= 0:
                for ends in (bracket, bracket_f, bracket_g, bracket_gtd):
                    ends[high] = ends[low]
            changed = low
        bracket[changed] = t
        bracket_f[changed] = f_new
        bracket_g[changed] = g_new.clone(memory_format=torch.contiguous_format)
        bracket_gtd[changed] = gtd_new
        if changed == high:
            low, high = (0, 1) if bracket_f[0] <= bracket_f[1] else (1, 0)
    return bracket_f[low], bracket_g[low], bracket[low], evaluations
