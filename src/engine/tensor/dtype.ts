// Element types, as torch.dtype names them. Promotion follows torch.result_type (see promotion.ts).

export type DTypeName =
  | "float32"
  | "float64"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint8"
  | "bool"
  | "complex64"
  | "complex128";

export interface DType {
  readonly name: DTypeName;
  /** Bytes an element takes in storage. */
  readonly itemSize: number;
  readonly isFloatingPoint: boolean;
  readonly isComplex: boolean;
  /** Tensors of it can have a gradient: floating point and complex ones. */
  readonly isDifferentiable: boolean;
  /** Signed or unsigned integer; bool is not. */
  readonly isInteger: boolean;
  /** The scalar type's name in PyTorch's messages: "Float", "Double", "Long", … */
  readonly scalarName: string;
  /** The legacy tensor type's name: "torch.FloatTensor". */
  readonly tensorTypeName: string;
  /** The same as C++ prints it, which has no legacy type of complex tensors: "CPUComplexFloatType". */
  readonly variableTypeName: string;
  /** Short name in digests: "f32". */
  readonly short: string;
}

function dtype(
  name: DTypeName,
  itemSize: number,
  kind: "float" | "int" | "bool" | "complex",
  scalarName: string,
  legacyName: string,
  short: string,
): DType {
  return {
    name,
    itemSize,
    isFloatingPoint: kind === "float",
    isComplex: kind === "complex",
    isDifferentiable: kind === "float" || kind === "complex",
    isInteger: kind === "int",
    scalarName,
    tensorTypeName: `torch.${legacyName}Tensor`,
    variableTypeName: kind === "complex" ? `CPU${scalarName}Type` : `torch.${legacyName}Tensor`,
    short,
  };
}

export const float32 = dtype("float32", 4, "float", "Float", "Float", "f32");
export const float64 = dtype("float64", 8, "float", "Double", "Double", "f64");
export const float16 = dtype("float16", 2, "float", "Half", "Half", "f16");
export const bfloat16 = dtype("bfloat16", 2, "float", "BFloat16", "BFloat16", "bf16");
export const int64 = dtype("int64", 8, "int", "Long", "Long", "i64");
export const int32 = dtype("int32", 4, "int", "Int", "Int", "i32");
export const int16 = dtype("int16", 2, "int", "Short", "Short", "i16");
export const int8 = dtype("int8", 1, "int", "Char", "Char", "i8");
export const uint8 = dtype("uint8", 1, "int", "Byte", "Byte", "u8");
export const bool = dtype("bool", 1, "bool", "Bool", "Bool", "bool");
export const complex64 = dtype("complex64", 8, "complex", "ComplexFloat", "ComplexFloat", "c64");
export const complex128 = dtype("complex128", 16, "complex", "ComplexDouble", "ComplexDouble", "c128");

export const dtypes: readonly DType[] = [
  float32,
  float64,
  float16,
  bfloat16,
  int64,
  int32,
  int16,
  int8,
  uint8,
  bool,
  complex64,
  complex128,
];
