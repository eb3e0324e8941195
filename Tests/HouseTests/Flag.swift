import JSON

/// A flag of `bailiwick serve`, as the argument parser knows it.
struct Flag {
  let name: String
  let value: String
  let standard: String?
  let abstract: String

  /// Its row of the README's table.
  var row: [String] { ["`\(name) \(value)`", standard.map { "`\($0)`" } ?? "", abstract] }

  /// The flags in a dump of the help, without `--help` and `--version`.
  static func all(in dump: JSONValue) throws -> [Flag] {
    guard let arguments = find("serve", in: dump["command"])?["arguments"]?.array else {
      throw HouseError("no arguments of serve in the dump")
    }
    return try arguments.compactMap { argument in
      guard let name = argument["preferredName"]?["name"]?.string else {
        throw HouseError("an argument without a name")
      }
      guard !["help", "version"].contains(name) else { return nil }
      return Flag(
        name: "--\(name)", value: argument["valueName"]?.string ?? "",
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
