/// The structures of the built-in kinds.
///
/// They are written down as text, a line for a thing:
///
/// - `@core` begins a group; what follows are its structures.
/// - `Pod typed` begins a structure. `typed` gives it `kind` and `apiVersion`, `atomic` one owner
///   (`+structType=atomic`).
/// - `  7 env []EnvVar ! map=name merge=name <[]v1.EnvVar>` is a field, in the order of the
///   declaration: the number in protobuf, the name in JSON, the type, and what else is to be said.
/// - `  2 + VolumeSource` begins the fields of an inlined Go type, indented deeper; the number is
///   that of the message that they are in protobuf.
///
/// A type is a `Scalar`, `any`, or the name of a structure, with its group when it is of another
/// one; `[]` before it is a list, `{}` a map by strings. What may follow:
///
/// - how empty values are written: nothing for `omitempty`, `*` for a pointer, `!` for always, `?`
///   for a pointer that is `null`;
/// - how server-side apply merges: `set` and `map=key,key` for lists, `atomic` for maps; nothing is
///   an atomic list and a granular map; `granular` for a structure that is atomic elsewhere;
/// - how a strategic merge patch merges: `merge=key`, `merge` for scalars, `retainKeys`,
///   `replace` for an object;
/// - `<v1.PodPhase>`: the Go type where the type does not say it.
///
/// Source: `types.go` of the groups in `k8s.io/api`, their tags and markers.
enum SchemaTable {
  /// The structure of a name such as `core.Pod`.
  static func structure(_ name: String) -> Structure? { parsed.structures[name] }

  /// The names of all structures.
  static var names: some Collection<String> { parsed.structures.keys }

  /// The lines of the text that are none; a test sees that there are none.
  static var problems: [String] { parsed.problems }

  private static let parsed: SchemaTableParser = {
    var parser = SchemaTableParser()
    for text in [
      meta, core, pods, containers, volumes, persistentVolumes, nodes, services, workloads, cluster,
      access, extensions,
    ] {
      parser.read(text)
    }
    return parser
  }()

  /// What Go calls a structure in its messages.
  static func goType(_ name: String) -> String {
    let parts = name.split(separator: ".", maxSplits: 1)
    let isSecond = parts[0] == "autoscaling" && !parts[1].hasPrefix("Scale")
    return (isSecond ? "v2." : "v1.") + parts[parts.count - 1]
  }
}
