"""Builds the encoder of multilingual-e5-small as an int8 ONNX graph.

Two kinds of int8 are mixed. The attention's projections bear one scale for
all activations; the feed-forward layers have outliers (layer 4 above all), so
each block of 128 activations has its own. Cosine to float32 is 0.999, and
the ranking on XQuAD is that of float32; see docs/retrieval.md.
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from retrieval.e5_weights import E5Weights

CONTRIB = "com.microsoft"
EPSILON = 1e-12
BLOCK = 128

Array = NDArray[Any]


class EncoderGraph:
    """Writes the nodes of the encoder one after the other.

    in_float: keep all weights in float32, as the yardstick for tests.
    """

    def __init__(self, weights: E5Weights, *, in_float: bool = False) -> None:
        self._weights, self._in_float = weights, in_float
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def build(self) -> onnx.ModelProto:
        """Return a model: embeddings (1, tokens, width) to the mean vector (1, width)."""
        width = self._weights.shape.width
        last = self._layer_norm("embeddings")
        for layer in range(self._weights.shape.layers):
            last = self._encoder_layer(f"l{layer}.", last)
        self._add("ReduceMean", [last, self._constant("axis", np.array([1]))], "pooled", keepdims=0)
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, [1, "tokens", width])],
            [helper.make_tensor_value_info("pooled", TensorProto.FLOAT, [1, width])],
            self._constants,
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def _encoder_layer(self, name: str, x: str) -> str:
        shape = self._weights.shape
        mixed = self._coarse_linear(f"{name}qkv", [f"{name}{part}.w" for part in "qkv"], x)
        parts = self._split(f"{name}qkv", mixed)
        bias = np.concatenate([self._weights.vector(f"{name}{part}.b") for part in "qkv"])
        attended = self._add(
            "MultiHeadAttention",
            [*parts, self._constant(f"{name}qkv.b", bias)],
            f"{name}attended",
            domain=CONTRIB,
            num_heads=shape.heads,
        )
        out = self._coarse_linear(f"{name}ao", [f"{name}ao.w"], attended)
        x = self._add_and_norm(f"{name}aln", out, x, bias=f"{name}ao.b")
        inner = self._fine_linear(f"{name}fi", shape.inner_width, x)
        inner = self._add(
            "BiasGelu",
            [inner, self._stored(f"{name}fi.b")],
            f"{name}gelu",
            domain=CONTRIB,
        )
        out = self._fine_linear(f"{name}fo", shape.width, inner)
        return self._add_and_norm(f"{name}oln", out, x, bias=f"{name}fo.b")

    def _layer_norm(self, x: str) -> str:
        gains = [self._stored("emb.ln.w"), self._stored("emb.ln.b")]
        return self._add("LayerNormalization", [x, *gains], "emb.ln", axis=-1, epsilon=EPSILON)

    def _add_and_norm(self, name: str, out: str, residual: str, *, bias: str) -> str:
        gains = [self._stored(f"{name}.w"), self._stored(f"{name}.b"), self._stored(bias)]
        inputs = [out, residual, *gains]
        return self._add(
            "SkipLayerNormalization", inputs, name + ".out", domain=CONTRIB, epsilon=EPSILON
        )

    def _split(self, name: str, x: str) -> list[str]:
        outputs = [f"{name}.{part}" for part in "qkv"]
        self._nodes.append(helper.make_node("Split", [x], outputs, axis=-1, num_outputs=3))
        return outputs

    def _coarse_linear(self, name: str, tensors: list[str], x: str) -> str:
        """Multiply with one scale an output column and one for all activations."""
        width = self._weights.shape.width
        columns = np.concatenate([self._weights.matrix(t, width) for t in tensors]).T
        if self._in_float:
            return self._float_linear(name, columns, x)
        scales = np.abs(columns).max(axis=0) / 127
        whole = np.clip(np.round(columns / scales), -127, 127).astype(np.int8)
        inputs = [
            x,
            self._constant(f"{name}.int8", whole),
            self._constant(f"{name}.scales", scales.astype(np.float32)),
            self._constant(f"{name}.zeros", np.zeros(len(scales), dtype=np.int8)),
        ]
        return self._add("DynamicQuantizeMatMul", inputs, f"{name}.out", domain=CONTRIB)

    def _fine_linear(self, name: str, rows: int, x: str) -> str:
        """Multiply with one scale for each block of 128 weights or activations."""
        matrix = self._weights.matrix(f"{name}.w", rows)
        if self._in_float:
            return self._float_linear(name, matrix.T, x)
        blocks = matrix.reshape(rows, -1, BLOCK)
        scales = np.maximum(np.abs(blocks).max(axis=2), EPSILON) / 127
        whole = np.clip(np.round(blocks / scales[..., None]), -127, 127) + 128
        inputs = [
            x,
            self._constant(f"{name}.uint8", whole.astype(np.uint8)),
            self._constant(f"{name}.scales", scales.astype(np.float32).reshape(-1)),
        ]
        return self._add(
            "MatMulNBits",
            inputs,
            f"{name}.out",
            domain=CONTRIB,
            K=matrix.shape[1],
            N=rows,
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def _float_linear(self, name: str, columns: Array, x: str) -> str:
        return self._add("MatMul", [x, self._constant(f"{name}.float", columns)], f"{name}.out")

    def _stored(self, name: str) -> str:
        return self._constant(name, self._weights.vector(name))

    def _constant(self, name: str, values: Array) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _add(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output
