package import JSON

/// What a page of a list says besides its items (metav1.ListMeta).
package struct ListPage: Sendable, Equatable {
  /// The resourceVersion of the whole list.
  package let resourceVersion: String

  /// The token that brings the next page; nil on the last.
  package let next: String?
}

extension APIClient {
  /// Lists a page of a collection, or the whole of it.
  ///
  /// No resourceVersion is asked for, so the list is consistent.
  ///
  /// - Parameters:
  ///   - collection: What is listed.
  ///   - limit: The most items of a page; nil for all.
  ///   - token: The token the page before ended with; nil for the first page.
  ///   - silence: How long to wait for the next byte.
  ///   - item: Takes each item, which is let go afterwards.
  package func list(
    _ collection: APICollection, limit: Int? = nil, continue token: String? = nil,
    silence: Duration = .seconds(60), item: (JSONValue) throws(APIError) -> Void
  ) async throws(APIError) -> ListPage {
    var query = collection.query
    if let limit { query.append("limit=\(limit)") }
    if let token { query.append("continue=\(PercentEncoding.encode(token))") }
    let path = collection.path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    var items = ListItems()
    try await stream(
      "GET", path, accept: collection.accept(isList: true), deadline: nil, silence: silence
    ) { piece throws(APIError) in
      try items.push(piece) { bytes throws(APIError) in
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch {
          throw .unreadable("an item of the list is not JSON")
        }
        try item(value)
      }
    }
    let envelope = try items.finish()
    let next = envelope["metadata", "continue"]?.string ?? ""
    return ListPage(
      resourceVersion: envelope["metadata", "resourceVersion"]?.string ?? "",
      next: next.isEmpty ? nil : next)
  }
}
