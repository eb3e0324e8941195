import JSON
import YAML

/// What a configuration file says: flags of `bailiwick serve` by their names without dashes.
struct Configuration: Sendable, Equatable {
  /// A flag and the words of a command line that say the same.
  struct Setting: Sendable, Equatable {
    let name: String
    let words: [String]
  }

  /// In the order of the file.
  let settings: [Setting]

  /// Reads a file: one mapping in YAML, or in JSON, which is YAML.
  init(parsing bytes: [UInt8], known: [KnownFlag]) throws(StartError) {
    let documents: [JSONValue]
    do throws(YAMLError) { documents = try YAML.documents(bytes) } catch {
      throw StartError("\(error)")
    }
    guard documents.count <= 1 else {
      throw StartError("it holds \(documents.count) documents: write one")
    }
    var settings: [Setting] = []
    switch documents.first ?? .null {
    case .null: break
    case .object(let members):
      for (name, value) in members {
        guard let flag = known.first(where: { $0.name == name }) else {
          throw Self.unknown(name, known)
        }
        settings.append(Setting(name: name, words: try Self.words(of: flag, value)))
      }
    default: throw StartError("it is no mapping: write one flag a line, such as log-level: debug")
    }
    self.settings = settings
  }

  /// The words of a command line that says what the file says and then what was given in words, which
  /// counts: a flag that stands there is not taken from the file.
  func words(before commandLine: [String]) -> [String] {
    settings(before: commandLine).flatMap(\.words) + commandLine
  }

  /// The flags whose words differ from those of another file, where the command line says nothing of
  /// them.
  func difference(from other: Configuration, before commandLine: [String]) -> [String] {
    let (mine, theirs) = (settings(before: commandLine), other.settings(before: commandLine))
    let changed = mine.filter { !theirs.contains($0) } + theirs.filter { !mine.contains($0) }
    return Set(changed.map(\.name)).sorted()
  }

  private func settings(before commandLine: [String]) -> [Setting] {
    settings.filter { setting in
      !commandLine.contains { $0 == "--\(setting.name)" || $0.hasPrefix("--\(setting.name)=") }
    }
  }

  private static func unknown(_ name: String, _ known: [KnownFlag]) -> StartError {
    if name.hasPrefix("-") { return StartError("\(name): write flags without their dashes") }
    let nearest = KnownFlag.nearest(to: name, among: known)
    return StartError(
      "there is no flag \(name)"
        + (nearest.isEmpty
          ? "; bailiwick serve --help names those there are"
          : "; did you mean \(nearest.joined(separator: ", "))?"))
  }

  private static func words(
    of flag: KnownFlag, _ value: JSONValue
  ) throws(StartError) -> [String] {
    guard flag.takesValue else {
      guard let truth = value.bool else {
        throw StartError("\(flag.name) takes no value: write true or false")
      }
      return truth ? ["--\(flag.name)"] : []
    }
    guard let elements = value.array else {
      return ["--\(flag.name)=\(try text(of: value, flag))"]
    }
    var texts: [String] = []
    for element in elements { texts.append(try text(of: element, flag)) }
    guard !flag.isRepeating else { return texts.map { "--\(flag.name)=\($0)" } }
    return ["--\(flag.name)=\(texts.joined(separator: ","))"]
  }

  private static func text(of value: JSONValue, _ flag: KnownFlag) throws(StartError) -> String {
    switch value {
    case .string(let text): return text
    case .number(let spelling): return spelling
    case .bool(let truth): return "\(truth)"
    case .null: throw StartError("\(flag.name) has no value: write one, or leave the line out")
    case .array, .object:
      throw StartError("\(flag.name): write a text, a number, or a list of them")
    }
  }
}
