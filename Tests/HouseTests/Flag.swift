import JSON

/// A flag of a command, as the argument parser knows it.
struct Flag {
  let name: String
  /// What its value is called; empty for a flag that takes none.
  let value: String
  let standard: String?
  let abstract: String

  /// Its row of the README's table.
  var row: [String] {
    [
      value.isEmpty ? "`\(name)`" : "`\(name) \(value)`", standard.map { "`\($0)`" } ?? "",
      abstract,
    ]
  }

  /// The flags of a command in a dump of the help, without `--help` and `--version`.
  static func all(of command: String, in dump: JSONValue) throws -> [Flag] {
    guard let arguments = find(command, in: dump["command"])?["arguments"]?.array else {
      throw HouseError("no arguments of \(command) in the dump")
    }
    return try arguments.compactMap { argument in
      guard let name = argument["preferredName"]?["name"]?.string else {
        throw HouseError("an argument without a name")
      }
      guard !["help", "version"].contains(name) else { return nil }
      return Flag(
        name: "--\(name)",
        value: argument["kind"]?.string == "flag" ? "" : argument["valueName"]?.string ?? "",
        standard: argument["defaultValue"]?.string, abstract: argument["abstract"]?.string ?? "")
    }
  }

  private static func find(_ name: String, in command: JSONValue?) -> JSONValue? {
    if command?["commandName"]?.string == name { return command }
    for subcommand in command?["subcommands"]?.array ?? [] {
      if let found = find(name, in: subcommand) { return found }
    }
    return nil
  }
}
