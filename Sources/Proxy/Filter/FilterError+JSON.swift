internal import JSON

extension FilterError {
  /// What the JSON room says, which never carries bytes of the answer.
  init(_ error: JSONError) { self.init(description: error.description) }
}
