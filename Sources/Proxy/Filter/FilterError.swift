/// Why an answer cannot be filtered: it is not what was asked for, or cannot be read in one way.
struct FilterError: Error, CustomStringConvertible {
  let description: String
}
