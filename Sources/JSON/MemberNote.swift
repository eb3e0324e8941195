/// Something noticed about a member while a text was read leniently.
package struct MemberNote: Sendable, Equatable {
  /// The member, as Kubernetes writes paths: `spec.containers[0].name`.
  package let path: String
  /// Whether a member of that name came before; otherwise it is one that was asked for.
  package let isDuplicate: Bool

  /// Creates a note.
  package init(path: String, isDuplicate: Bool) {
    self.path = path
    self.isDuplicate = isDuplicate
  }
}

/// The notes of one text, in its order, each once.
struct MemberNotes {
  private enum Step {
    case name(String)
    case index(Int)
  }

  private(set) var notes: [MemberNote] = []
  private var path: [Step] = []
  private let wanted: Set<ExactText>

  /// Notes duplicates, and the first member of each of these paths.
  init(wanted: [String]) { self.wanted = Set(wanted.map(ExactText.init)) }

  mutating func enter(_ name: String) { path.append(.name(name)) }
  mutating func enter(_ index: Int) { path.append(.index(index)) }
  mutating func leave() { path.removeLast() }

  /// Notes the member that the path leads to.
  mutating func note(isDuplicate: Bool) {
    guard isDuplicate || !wanted.isEmpty else { return }
    let text = text
    let isWanted = wanted.contains(ExactText(text))
    guard isDuplicate || isWanted else { return }
    let note = MemberNote(path: text, isDuplicate: isDuplicate)
    if notes.count < Self.most, !notes.contains(note) { notes.append(note) }
  }

  /// Nobody reads more.
  private static let most = 200

  private var text: String {
    var text = ""
    for step in path {
      switch step {
      case .name(let name): text += text.isEmpty ? name : ".\(name)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
