/// Where an object was written.
package struct ManifestPlace: Sendable, Hashable, CustomStringConvertible {
  /// The file as the person named it.
  package let file: String
  /// The first line of the document, counted from 1.
  package let line: Int
  /// The position in the document's `items`, when it is a list.
  package let item: Int?

  package init(file: String, line: Int, item: Int? = nil) {
    self.file = file
    self.line = line
    self.item = item
  }

  package var description: String {
    item.map { "\(file):\(line): items[\($0)]" } ?? "\(file):\(line)"
  }
}
