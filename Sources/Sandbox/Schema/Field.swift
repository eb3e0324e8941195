/// One field of a structure.
struct Field: Sendable {
  /// The name in JSON.
  let name: String
  /// The shape of its value.
  let schema: Schema
  /// The number in protobuf; 0 where there is none.
  var number = 0
  /// What Go writes when the field is zero.
  var presence = Presence.omitted
  /// The Go types the field is inlined from, the outermost first; in protobuf they are messages.
  var inlined: [Inlined] = []
  /// The Go type, as errors call it; empty when the shape says it, as `string` and `[]v1.Pod` do.
  var goType = ""
  /// Whether a strategic merge patch may tell which keys stay (`patchStrategy:"retainKeys"`).
  var retainsKeys = false
  /// Whether a strategic merge patch replaces the object (`patchStrategy:"replace"`).
  var isReplaced = false
  /// Whether server-side apply gives every part an owner, whatever the structure says
  /// (`+structType=granular`).
  var isGranular = false

  /// Whether an empty value is written.
  enum Presence: Sendable {
    /// `omitempty` on a plain value: zero values are dropped.
    case omitted
    /// A pointer: what was given is kept, zero or not; nothing is written in protobuf without it.
    case optional
    /// Written always: a structure as `{}`, a scalar as its zero, a list as `null`.
    case always
    /// A pointer without `omitempty`: written as `null` in JSON when it is absent.
    case nullable
  }
}
