# The part of torch.nn.functional that attends. Behaviour and messages follow torch/nn/functional.py of PyTorch 1.13,
# and scaled_dot_product_attention that of 2.x, which 1.13 has not; the text is our own.

import math

import torch
from torch.nn.functional import dropout, linear, pad, softmax


def _in_projection_packed(q, k, v, w, b=None):
    size = q.size(-1)
    if k is v:
        if q is k:
            return linear(q, w, b).chunk(3, dim=-1)
        w_q, w_kv = w.split([size, size * 2])
        b_q, b_kv = (None, None) if b is None else b.split([size, size * 2])
        return (linear(q, w_q, b_q),) + tuple(linear(k, w_kv, b_kv).chunk(2, dim=-1))
    w_q, w_k, w_v = w.chunk(3)
    b_q, b_k, b_v = (None, None, None) if b is None else b.chunk(3)
    return linear(q, w_q, b_q), linear(k, w_k, b_k), linear(v, w_v, b_v)


def _in_projection(q, k, v, w_q, w_k, w_v, b_q=None, b_k=None, b_v=None):
    size = q.size(-1)
    for name, weight, shape in (
        ("query", w_q, (size, size)),
        ("key", w_k, (size, k.size(-1))),
        ("value", w_v, (size, v.size(-1))),
    ):
        assert weight.shape == shape, "expecting {} weights shape of {}, but got {}".format(
            name, shape, weight.shape
        )
    for name, bias in (("query", b_q), ("key", b_k), ("value", b_v)):
        assert bias is None or bias.shape == (size,), "expecting {} bias shape of {}, but got {}".format(
            name, (size,), bias.shape
        )
    return linear(q, w_q, b_q), linear(k, w_k, b_k), linear(v, w_v, b_v)


def _mha_shape_check(query, key, value, key_padding_mask, attn_mask, num_heads):
    rank = query.dim()
    if rank not in (2, 3):
        raise AssertionError(
            "query should be unbatched 2D or batched 3D tensor but received {}-D query tensor".format(rank)
        )
    kind = "For {} ({}-D) `query`, expected ".format("batched" if rank == 3 else "unbatched", rank)
    assert key.dim() == rank and value.dim() == rank, (
        kind
        + "`key` and `value` to be {}-D but found {}-D and {}-D tensors respectively".format(
            rank, key.dim(), value.dim()
        )
    )
    if key_padding_mask is not None:
        assert key_padding_mask.dim() == rank - 1, (
            kind
            + "`key_padding_mask` to be `None` or {}-D but found {}-D tensor instead".format(
                rank - 1, key_padding_mask.dim()
            )
        )
    if attn_mask is not None:
        assert attn_mask.dim() in (2, 3), (
            kind + "`attn_mask` to be `None`, 2-D or 3-D but found {}-D tensor instead".format(attn_mask.dim())
        )
        if rank == 2 and attn_mask.dim() == 3:
            expected = (num_heads, query.shape[0], key.shape[0])
            assert attn_mask.shape == expected, "Expected `attn_mask` shape to be {} but got {}".format(
                expected, attn_mask.shape
            )
    return rank == 3


def _check_attn_mask(attn_mask, target, source, rows):
    if attn_mask.dtype == torch.uint8:
        import warnings

        warnings.warn("Byte tensor for attn_mask in nn.MultiheadAttention is deprecated. Use bool tensor instead.")
        attn_mask = attn_mask.to(torch.bool)
    else:
        assert attn_mask.is_floating_point() or attn_mask.dtype == torch.bool, (
            "Only float, byte, and bool types are supported for attn_mask, not {}".format(attn_mask.dtype)
        )
    if attn_mask.dim() == 2:
        expected = (target, source)
        if attn_mask.shape != expected:
            raise RuntimeError(
                "The shape of the 2D attn_mask is {}, but should be {}.".format(attn_mask.shape, expected)
            )
        return attn_mask.unsqueeze(0)
    if attn_mask.dim() == 3:
        expected = (rows, target, source)
        if attn_mask.shape != expected:
            raise RuntimeError(
                "The shape of the 3D attn_mask is {}, but should be {}.".format(attn_mask.shape, expected)
            )
        return attn_mask
    raise RuntimeError("attn_mask's dimension {} is not supported".format(attn_mask.dim()))


def _heads(name, given, static, rows, head_dim):
    """[length, batch, features] by heads: [batch·heads, length, features of a head]."""
    if static is None:
        return given.contiguous().view(given.shape[0], rows, head_dim).transpose(0, 1)
    assert static.size(0) == rows, "expecting static_{}.size(0) of {}, but got {}".format(name, rows, static.size(0))
    assert static.size(2) == head_dim, "expecting static_{}.size(2) of {}, but got {}".format(
        name, head_dim, static.size(2)
    )
    return static


def multi_head_attention_forward(
    query,
    key,
    value,
    embed_dim_to_check,
    num_heads,
    in_proj_weight,
    in_proj_bias,
    bias_k,
    bias_v,
    add_zero_attn,
    dropout_p,
    out_proj_weight,
    out_proj_bias,
    training=True,
    key_padding_mask=None,
    need_weights=True,
    attn_mask=None,
    use_separate_proj_weight=False,
    q_proj_weight=None,
    k_proj_weight=None,
    v_proj_weight=None,
    static_k=None,
    static_v=None,
    average_attn_weights=True,
):
    is_batched = _mha_shape_check(query, key, value, key_padding_mask, attn_mask, num_heads)
    if not is_batched:
        query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)
        if key_padding_mask is not None:
            key_padding_mask = key_padding_mask.unsqueeze(0)
    tgt_len, bsz, embed_dim = query.shape
    src_len = key.shape[0]
    if key_padding_mask is not None:
        if key_padding_mask.dtype != torch.bool and not key_padding_mask.is_floating_point():
            raise AssertionError("only bool and floating types of key_padding_mask are supported")
    assert embed_dim == embed_dim_to_check, "was expecting embedding dimension of {}, but got {}".format(
        embed_dim_to_check, embed_dim
    )
    head_dim = embed_dim // num_heads
    assert head_dim * num_heads == embed_dim, "embed_dim {} not divisible by num_heads {}".format(
        embed_dim, num_heads
    )
    if use_separate_proj_weight:
        assert key.shape[:2] == value.shape[:2], (
            "key's sequence and batch dims {} do not match value's {}".format(key.shape[:2], value.shape[:2])
        )
        assert q_proj_weight is not None, "use_separate_proj_weight is True but q_proj_weight is None"
        assert k_proj_weight is not None, "use_separate_proj_weight is True but k_proj_weight is None"
        assert v_proj_weight is not None, "use_separate_proj_weight is True but v_proj_weight is None"
        biases = (None, None, None) if in_proj_bias is None else in_proj_bias.chunk(3)
        q, k, v = _in_projection(query, key, value, q_proj_weight, k_proj_weight, v_proj_weight, *biases)
    else:
        assert key.shape == value.shape, "key shape {} does not match value shape {}".format(key.shape, value.shape)
        assert in_proj_weight is not None, "use_separate_proj_weight is False but in_proj_weight is None"
        q, k, v = _in_projection_packed(query, key, value, in_proj_weight, in_proj_bias)
    rows = bsz * num_heads
    if attn_mask is not None:
        attn_mask = _check_attn_mask(attn_mask, tgt_len, src_len, rows)
    if bias_k is not None and bias_v is not None:
        assert static_k is None, "bias cannot be added to static key."
        assert static_v is None, "bias cannot be added to static value."
        k = torch.cat([k, bias_k.repeat(1, bsz, 1)])
        v = torch.cat([v, bias_v.repeat(1, bsz, 1)])
        if attn_mask is not None:
            attn_mask = pad(attn_mask, (0, 1))
        if key_padding_mask is not None:
            key_padding_mask = pad(key_padding_mask, (0, 1))
    else:
        assert bias_k is None
        assert bias_v is None
    q = _heads("q", q, None, rows, head_dim)
    k = _heads("k", k, static_k, rows, head_dim)
    v = _heads("v", v, static_v, rows, head_dim)
    if add_zero_attn:
        k = torch.cat([k, torch.zeros((rows, 1, head_dim), dtype=k.dtype)], dim=1)
        v = torch.cat([v, torch.zeros((rows, 1, head_dim), dtype=v.dtype)], dim=1)
        if attn_mask is not None:
            attn_mask = pad(attn_mask, (0, 1))
        if key_padding_mask is not None:
            key_padding_mask = pad(key_padding_mask, (0, 1))
    src_len = k.size(1)
    if key_padding_mask is not None:
        assert key_padding_mask.shape == (bsz, src_len), (
            "expecting key_padding_mask shape of {}, but got {}".format((bsz, src_len), key_padding_mask.shape)
        )
        key_padding_mask = key_padding_mask.view(bsz, 1, 1, src_len).expand(-1, num_heads, -1, -1)
        key_padding_mask = key_padding_mask.reshape(rows, 1, src_len)
        if attn_mask is None:
            attn_mask = key_padding_mask
        elif attn_mask.dtype == torch.bool:
            attn_mask = attn_mask.logical_or(key_padding_mask)
        else:
            attn_mask = attn_mask.masked_fill(key_padding_mask, float("-inf"))
    if attn_mask is not None and attn_mask.dtype == torch.bool:
        attn_mask = torch.zeros_like(attn_mask, dtype=q.dtype).masked_fill_(attn_mask, float("-inf"))
    q_scaled = q / math.sqrt(q.shape[2])
    if attn_mask is not None:
        weights = torch.baddbmm(attn_mask, q_scaled, k.transpose(-2, -1))
    else:
        weights = torch.bmm(q_scaled, k.transpose(-2, -1))
    weights = softmax(weights, dim=-1)
    if training and dropout_p > 0.0:
        weights = dropout(weights, p=dropout_p)
    output = torch.bmm(weights, v)
    output = output.transpose(0, 1).contiguous().view(tgt_len * bsz, embed_dim)
    output = linear(output, out_proj_weight, out_proj_bias)
    output = output.view(tgt_len, bsz, output.size(1))
    if not need_weights:
        return (output if is_batched else output.squeeze(1)), None
    weights = weights.view(bsz, num_heads, tgt_len, src_len)
    if average_attn_weights:
        weights = weights.sum(dim=1) / num_heads
    if not is_batched:
        output = output.squeeze(1)
        weights = weights.squeeze(0)
    return output, weights


def _native_multi_head_attention(
    query, embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, proj_bias, mask, need_weights, average
):
    """Self-attention of a whole batch where no gradient is wanted: the query is scaled after its projection."""
    if query.size(2) != embed_dim:
        raise RuntimeError(
            "passed-in embed_dim {} didn't match last dim of query {}".format(embed_dim, query.size(2))
        )
    for position, name, bias in ((7, "qkv_bias", qkv_bias), (9, "proj_bias", proj_bias)):
        if bias is None:
            raise TypeError(
                "_native_multi_head_attention(): argument '{}' (position {}) must be Tensor, not NoneType".format(
                    name, position
                )
            )
    batch, length, _ = query.shape
    projected = torch.matmul(query, qkv_weight.t()) + qkv_bias
    q, k, v = projected.view(batch, length, 3, num_heads, embed_dim // num_heads).permute(2, 0, 3, 1, 4)
    scores = torch.matmul(q * (1.0 / math.sqrt(q.shape[-1])), k.transpose(-2, -1))
    if mask is not None:
        if mask.size(0) != batch:
            raise RuntimeError(
                "Expected attn_mask->sizes()[0] == batch_size to be true, but got false.  "
                "(Could this error message be improved?  If so, please report an enhancement request to PyTorch.)"
            )
        scores = scores.masked_fill(mask.bool().view(batch, 1, 1, length), float("-inf"))
    weights = softmax(scores, dim=-1)
    output = torch.matmul(weights, v).transpose(1, 2).reshape(batch, length, embed_dim)
    output = linear(output, proj_weight, proj_bias)
    if not need_weights:
        return output, None
    return output, (weights.sum(dim=1) / num_heads if average else weights)


def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False
):
    if query.dim() < 2 or key.dim() < 2 or value.dim() < 2:
        raise RuntimeError(
            "scaled_dot_product_attention: Expected query, key, and value to all be  at least 2 dimensional, but got "
            "query.dim: {}, key.dim: {} and value.dim: {} instead.".format(query.dim(), key.dim(), value.dim())
        )
    if attn_mask is not None and attn_mask.dtype != torch.bool and attn_mask.dtype != query.dtype:
        raise RuntimeError(
            "Expected attn_mask dtype to be bool or to match query dtype, but got attn_mask.dtype: {} and  "
            "query.dtype: {} instead.".format(attn_mask.dtype, query.dtype)
        )
    if is_causal and attn_mask is not None:
        raise RuntimeError(
            "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True"
        )
    if enable_gqa:
        groups = query.size(-3)
        key = key.repeat_interleave(groups // key.size(-3), -3)
        value = value.repeat_interleave(groups // value.size(-3), -3)
    factor = 1.0 / math.sqrt(query.size(-1)) if scale is None else scale
    scores = torch.matmul(query, key.transpose(-2, -1)) * factor
    if is_causal:
        attn_mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool).tril(0)
    if attn_mask is not None:
        if attn_mask.dtype == torch.bool:
            scores = scores.masked_fill(attn_mask.logical_not(), float("-inf"))
        else:
            scores = scores + attn_mask
    weights = softmax(scores, dim=-1)
    if dropout_p > 0.0:
        weights = dropout(weights, p=dropout_p)
    return torch.matmul(weights, value)
