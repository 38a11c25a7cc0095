// What the guard measures beside this engine: the same arithmetic written out plainly for one case, with nothing around
// it. A yardstick for the machine, so it must stay as it is.

/** sigmoid(sigmoid(x·w1ᵀ + b1)·w2ᵀ + b2), the cross entropy of it, and all gradients. x is [4, 2]. */
export function perception(x, [w1, b1, w2, b2], label) {
  return () => {
    const gradients = [w1, b1, w2, b2].map((p) => new Float32Array(p.length));
    const hidden = layer(x, 2, w1, b1);
    const out = layer(hidden, 3, w2, b2);
    const towardsOut = new Float32Array(8);
    let loss = 0;
    for (let n = 0; n < 4; n++) {
      const [p, q] = [Math.exp(out[2 * n]), Math.exp(out[2 * n + 1])];
      const chances = [p / (p + q), q / (p + q)];
      loss -= Math.log(chances[label[n]]) / 4;
      for (let c = 0; c < 2; c++) {
        const y = out[2 * n + c];
        towardsOut[2 * n + c] = ((chances[c] - (label[n] === c ? 1 : 0)) / 4) * y * (1 - y);
      }
    }
    const towardsHidden = layerBackward(hidden, 3, w2, towardsOut, gradients[2], gradients[3]);
    for (let i = 0; i < towardsHidden.length; i++) towardsHidden[i] *= hidden[i] * (1 - hidden[i]);
    layerBackward(x, 2, w1, towardsHidden, gradients[0], gradients[1]);
    return [loss, gradients];
  };
}

function layer(x, width, w, b) {
  const out = new Float32Array((x.length / width) * b.length);
  for (let n = 0; n < x.length / width; n++) {
    for (let j = 0; j < b.length; j++) {
      let sum = b[j];
      for (let k = 0; k < width; k++) sum += x[n * width + k] * w[j * width + k];
      out[n * b.length + j] = 1 / (1 + Math.exp(-sum));
    }
  }
  return out;
}

function layerBackward(x, width, w, towards, gradW, gradB) {
  const units = gradB.length;
  const back = new Float32Array(x.length);
  for (let n = 0; n < x.length / width; n++) {
    for (let j = 0; j < units; j++) {
      const g = towards[n * units + j];
      gradB[j] += g;
      for (let k = 0; k < width; k++) {
        gradW[j * width + k] += g * x[n * width + k];
        back[n * width + k] += g * w[j * width + k];
      }
    }
  }
  return back;
}

export function matmul(n, a, b) {
  return () => {
    const out = new Float32Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        const factor = a[i * n + k];
        for (let j = 0; j < n; j++) out[i * n + j] += factor * b[k * n + j];
      }
    }
    return out;
  };
}

export function exp(x) {
  return () => {
    const out = new Float32Array(x.length);
    for (let i = 0; i < x.length; i++) out[i] = Math.exp(x[i]);
    return out;
  };
}
