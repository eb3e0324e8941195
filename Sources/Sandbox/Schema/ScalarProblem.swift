/// Why a scalar cannot be read.
enum ScalarProblem: Error {
  /// JSON of another type; `found` in Go's words, such as `string` or `number 1.5`.
  case mismatch(found: String)
  /// The same, where Go reads the value as another type than the field's.
  case mismatchOf(type: String, found: String)
  /// Text that is no base 64, in Go's words; decoding goes on, as after a mismatch.
  case corrupt(String)
  /// Something that is wrong within the value, in Go's words; it ends the decoding.
  case other(String)
}
