extension JSONValue {
  /// Reads one JSON text in which names may occur twice, as Go's decoder does: the last one counts.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - wanted: paths of members to note beside the duplicates.
  ///   - limits: how large the text may be.
  /// - Returns: the value, and what was noticed, in the order of the text.
  package static func lenient(
    parsing bytes: [UInt8], noting wanted: [String] = [], limits: JSONLimits = .standard
  ) throws(JSONError) -> (value: JSONValue, notes: [MemberNote]) {
    var reader = try JSONReader(bytes.span, limits: limits)
    var notes = MemberNotes(wanted: wanted)
    let value = try reader.value(&notes)
    try reader.end()
    return (value, notes.notes)
  }
}
