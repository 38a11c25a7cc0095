// The patches of an input that a convolution's kernel covers, as columns (im2col), and back by adding (col2im): what
// src/engine/kernels/convolution.ts does, in the same order. Pointers and steps are in bytes.

/** How a kernel slides over an input: Sliding of src/engine/kernels/convolution.ts, in this order. */
@unmanaged
class Sliding {
  channels: i32;
  depth: i32;
  height: i32;
  width: i32;
  outDepth: i32;
  outHeight: i32;
  outWidth: i32;
  kernelDepth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideDepth: i32;
  strideHeight: i32;
  strideWidth: i32;
  paddingDepth: i32;
  paddingHeight: i32;
  paddingWidth: i32;
  dilationDepth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
}

function ceilDivide(a: i32, b: i32): i32 {
  return (a + b - 1) / b;
}

function zeros<T>(to: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<T>(to + <usize>i * sizeof<T>(), <T>0);
}

/** to[i] = from[i · stride]. */
function copyLine<T>(to: usize, from: usize, count: i32, stride: i32): void {
  let i = 0;
  if (stride === 1) {
    const lanes = 16 / <i32>sizeof<T>();
    for (; i + lanes <= count; i += lanes) {
      v128.store(to, v128.load(from));
      to += 16;
      from += 16;
    }
  }
  for (; i < count; i++) {
    store<T>(to, load<T>(from));
    to += sizeof<T>();
    from += <usize>stride * sizeof<T>();
  }
}

/** to[i · stride] += from[i]. */
function addLine<T>(to: usize, from: usize, count: i32, stride: i32): void {
  let i = 0;
  if (stride === 1) {
    const lanes = 16 / <i32>sizeof<T>();
    for (; i + lanes <= count; i += lanes) {
      v128.store(to, v128.add<T>(v128.load(to), v128.load(from)));
      to += 16;
      from += 16;
    }
  }
  for (; i < count; i++) {
    store<T>(to, load<T>(to) + load<T>(from));
    to += <usize>stride * sizeof<T>();
    from += sizeof<T>();
  }
}

/** Goes over every line of the columns with the line of the input that it is of; `back`: adds to the input. */
function patches<T>(columns: usize, columnStep: usize, input: usize, s: Sliding, back: bool): void {
  const stride = s.strideWidth;
  for (let c = 0; c < s.channels; c++) {
    for (let kd = 0; kd < s.kernelDepth; kd++) {
      for (let kh = 0; kh < s.kernelHeight; kh++) {
        for (let kw = 0; kw < s.kernelWidth; kw++) {
          const w0 = kw * s.dilationWidth - s.paddingWidth;
          const first = w0 >= 0 ? 0 : min(s.outWidth, ceilDivide(-w0, stride));
          const last = max(first, w0 >= s.width ? 0 : min(s.outWidth, ceilDivide(s.width - w0, stride)));
          let at = columns;
          for (let od = 0; od < s.outDepth; od++) {
            const d = od * s.strideDepth - s.paddingDepth + kd * s.dilationDepth;
            for (let oh = 0; oh < s.outHeight; oh++) {
              const h = oh * s.strideHeight - s.paddingHeight + kh * s.dilationHeight;
              const inside = d >= 0 && d < s.depth && h >= 0 && h < s.height;
              const line =
                input + <usize>(((c * s.depth + d) * s.height + h) * s.width + w0 + first * stride) * sizeof<T>();
              const from = at + <usize>first * sizeof<T>();
              if (back) {
                if (inside) addLine<T>(line, from, last - first, stride);
              } else if (inside) {
                zeros<T>(at, first);
                copyLine<T>(from, line, last - first, stride);
                zeros<T>(at + <usize>last * sizeof<T>(), s.outWidth - last);
              } else {
                zeros<T>(at, s.outWidth);
              }
              at += <usize>s.outWidth * sizeof<T>();
            }
          }
          columns += columnStep;
        }
      }
    }
  }
}

/** columns[channel · kernel element, position] = the input there, 0 in the padding. */
export function columns32(columns: usize, columnStep: usize, input: usize, sliding: usize): void {
  patches<f32>(columns, columnStep, input, changetype<Sliding>(sliding), false);
}

export function columns64(columns: usize, columnStep: usize, input: usize, sliding: usize): void {
  patches<f64>(columns, columnStep, input, changetype<Sliding>(sliding), false);
}

/** The input's elements, from 0, plus every column that is of them. */
export function addColumns32(input: usize, columns: usize, columnStep: usize, sliding: usize): void {
  patches<f32>(columns, columnStep, input, changetype<Sliding>(sliding), true);
}

export function addColumns64(input: usize, columns: usize, columnStep: usize, sliding: usize): void {
  patches<f64>(columns, columnStep, input, changetype<Sliding>(sliding), true);
}

/** to += from, over `bytes`, a multiple of 16. */
export function accumulate32(to: usize, from: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(from + i)));
}

export function accumulate64(to: usize, from: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f64x2.add(v128.load(to + i), v128.load(from + i)));
}
