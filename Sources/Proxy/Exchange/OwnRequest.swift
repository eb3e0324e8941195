internal import Wire

/// A request that the program words itself in a caller's name, with its body whole.
struct OwnRequest {
  /// The method.
  var method: String
  /// The target, in origin form, without the upstream's base path.
  var target: String
  /// The value of `Accept`.
  var accept = "application/json"
  /// The body and its media type; nil for none.
  var body: (bytes: [UInt8], type: String)?
}

/// The whole answer to a request that the program worded itself.
struct OwnAnswer {
  /// The status.
  var status: Int
  /// The media type, without its parameters and in lower case; empty when there is not exactly one.
  var type: String
  /// The fields, without those that belong to the upstream's connection.
  var fields: Fields
  /// The body.
  var body: [UInt8]
}
