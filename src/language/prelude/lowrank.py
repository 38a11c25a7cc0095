# torch._lowrank: approximate decompositions from a random projection, by Halko and others' algorithms 4.4 and 5.1.
# Behaviour and messages follow torch/_lowrank.py of PyTorch 1.13; the text is our own.

import torch


def _less_mean(product, mean, factor):
    return product if mean is None else product - torch.matmul(mean, factor)


def _basis(A, q, niter, M):
    """q orthonormal columns, whose span nearly holds that of A - M."""
    dtype = A.dtype if A.dtype in (torch.float16, torch.float32, torch.float64) else torch.float32
    Q = torch.randn(A.shape[-1], q, dtype=dtype, device=A.device)
    A_H = A.mH if A.is_complex() else A.transpose(-1, -2)
    M_H = None if M is None else M.mH if M.is_complex() else M.transpose(-1, -2)
    Q = torch.linalg.qr(_less_mean(torch.matmul(A, Q), M, Q)).Q
    for _ in range(2 if niter is None else niter):
        Q = torch.linalg.qr(_less_mean(torch.matmul(A_H, Q), M_H, Q)).Q
        Q = torch.linalg.qr(_less_mean(torch.matmul(A, Q), M, Q)).Q
    return Q


def svd_lowrank(A, q=6, niter=2, M=None):
    q = 6 if q is None else q
    m, n = A.shape[-2:]
    A_t = A.transpose(-1, -2)
    M_t = None if M is None else M.transpose(-1, -2)
    of_transpose = m < n or n > q
    # The wide case goes by the transpose, so that what is decomposed stays small.
    Q = _basis(A_t, q, niter, M_t) if of_transpose else _basis(A, q, niter, M)
    Q_c = Q.conj() if Q.is_complex() else Q
    if of_transpose:
        B_t = _less_mean(torch.matmul(A, Q_c), M, Q_c)
        assert B_t.shape[-2] == m, (B_t.shape, m)
        assert B_t.shape[-1] == q, (B_t.shape, q)
    else:
        B_t = _less_mean(torch.matmul(A_t, Q_c), M_t, Q_c).transpose(-1, -2)
        assert B_t.shape[-2] == q, (B_t.shape, q)
        assert B_t.shape[-1] == n, (B_t.shape, n)
    assert B_t.shape[-1] <= B_t.shape[-2], B_t.shape
    U, S, Vh = torch.linalg.svd(B_t, full_matrices=False)
    V = Vh.mH
    return (U, S, Q.matmul(V)) if of_transpose else (Q.matmul(U), S, V)


def pca_lowrank(A, q=None, center=True, niter=2):
    m, n = A.shape[-2:]
    if q is None:
        q = min(6, m, n)
    elif not (q >= 0 and q <= min(m, n)):
        raise ValueError("q(={}) must be non-negative integer and not greater than min(m, n)={}".format(q, min(m, n)))
    if not (niter >= 0):
        raise ValueError("niter(={}) must be non-negative integer".format(niter))
    return svd_lowrank(A - A.mean(dim=(-2,), keepdim=True) if center else A, q, niter=niter)
