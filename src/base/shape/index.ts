export { checkColumn, columns, numbers32 } from './column-shapes.ts';
export { kinds, list, type MemberShapes, mapOf, optional, record, setOf } from './compound.ts';
export { Packer } from './packer.ts';
export {
  below,
  converted,
  flag,
  float,
  nullable,
  oneOf,
  type Shape,
  seconds,
  shared,
  text,
  type Unpacked,
  unpack,
  whole,
  wholeOrNone,
  zeroOrOne,
} from './shape.ts';
export type { ShownTexts } from './shown-texts.ts';
export type { Unpacker } from './unpacker.ts';
