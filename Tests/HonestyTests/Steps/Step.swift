/// One thing that is done to a server.
///
/// Texts may hold `<<name>>` for what a step before saved under that name.
struct Step: Sendable {
  enum Action: Sendable {
    case request(method: String, target: String)
    /// A command line split at its spaces, but for those between single quotes.
    case kubectl(line: String)
  }

  /// Something in an answer that later steps need.
  struct Saved: Sendable {
    let name: String
    let path: [String]
    /// Whether the value differs from server to server, and is hidden in every answer.
    let isHidden: Bool
  }

  /// The line that the step was read from; in a chapter a number is added where two are the same.
  var name: String
  var person: Person
  let action: Action
  var fields: [(String, String)] = []
  /// The body of a request, the standard input of a command.
  var input: [UInt8] = []
  var saved: [Saved] = []
  /// The answer is asked for again until it has this in it, for what controllers do in their time.
  var awaited: String?
  /// Whether the order of what is in the answer is nobody's choice: a real server walks a Go map.
  var isUnordered = false
  /// What `kubectl edit` edits with.
  var editor: String?
}
