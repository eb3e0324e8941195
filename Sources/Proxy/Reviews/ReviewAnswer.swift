internal import JSON

/// A review as the API server answered it, of which the status can be said anew.
///
/// Everything else stays in its order and spelling.
struct ReviewAnswer {
  /// The whole review.
  private(set) var review: JSONValue
  private let end: ArraySlice<UInt8>

  /// Reads an answer; nil when it is of another kind or has no status.
  init?(_ bytes: [UInt8], kind: String) {
    guard let review = try? JSONValue(parsing: bytes), review["kind"]?.string == kind,
      review["status"]?.object != nil
    else { return nil }
    self.review = review
    // The API server's encoder ends what is not indented with a line feed.
    end = bytes.last == UInt8(ascii: "\n") ? bytes.suffix(1) : []
  }

  /// What the review found.
  var status: JSONValue {
    get { review["status"] ?? .null }
    set { review["status"] = newValue }
  }

  /// The answer's bytes.
  func encoded() -> [UInt8] { review.encoded() + end }
}
