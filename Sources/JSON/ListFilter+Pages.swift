extension ListFilter {
  /// Ends the present page; what is pushed next is another page of the same list.
  ///
  /// Answers the version of the list, the same on every page, and the token of the next page,
  /// empty on the last. Throws unless exactly one whole page was seen, of the list that the first
  /// page began.
  package mutating func endPage() throws(JSONError) -> (
    resourceVersion: String, continueToken: String
  ) {
    try finish()
    do throws(JSONError) {
      guard let page = try pages?.endPage() else {
        throw JSONError(offset: fed, reason: "not a page")
      }
      place = .start
      seen = 0
      return page
    } catch {
      failure = error
      throw error
    }
  }

  /// Ends the list of all pages with its metadata.
  ///
  /// The token stands in it unless it is empty; the upstream's never does.
  package mutating func finishPages(
    continueToken: String, into out: inout [UInt8]
  ) throws(JSONError) {
    if let failure { throw failure }
    guard place == .start, pages != nil else {
      let error = JSONError(offset: fed, reason: "text ends early")
      failure = error
      throw error
    }
    try pages?.finish(continueToken: continueToken, into: &out)
    place = .end
  }
}
