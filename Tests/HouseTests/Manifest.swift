import Harness
import JSON

/// The targets of the package and the arrows between them, as the package manager reads them.
struct Manifest {
  /// What each target depends on: targets of the package and products of others.
  let dependencies: [String: Set<String>]

  /// Reads `Package.swift`.
  ///
  /// With a scratch folder of its own, because the build that runs the tests holds the lock of the
  /// usual one.
  static func read(in run: Run) async throws -> Manifest {
    let dump = try await Toolchain.swift(
      "package", "--package-path", Tree.root,
      "--scratch-path", try run.folder.folder("scratch").path, "dump-package", in: run)
    guard dump.exitCode == 0 else { throw HouseError("swift package: \(dump.errors)") }
    return try Manifest(JSONValue(parsing: Array(dump.output.utf8)))
  }

  init(_ dump: JSONValue) throws {
    var dependencies: [String: Set<String>] = [:]
    for target in dump["targets"]?.array ?? [] {
      guard let name = target["name"]?.string, let arrows = target["dependencies"]?.array else {
        throw HouseError("a target without a name or dependencies")
      }
      dependencies[name] = Set(try arrows.map(Self.name))
    }
    self.dependencies = dependencies
  }

  /// What a target reaches by one arrow or more.
  func closure(of target: String) -> Set<String> {
    var reached: Set<String> = []
    var waiting = Array(dependencies[target] ?? [])
    while let next = waiting.popLast() {
      guard reached.insert(next).inserted else { continue }
      waiting += dependencies[next] ?? []
    }
    return reached
  }

  /// `{"byName": [NAME, …]}`, `{"target": [NAME, …]}` or `{"product": [NAME, …]}`.
  private static func name(_ dependency: JSONValue) throws -> String {
    for kind in ["byName", "target", "product"] {
      if let name = dependency[kind]?.array?.first?.string { return name }
    }
    throw HouseError("a dependency of an unknown kind")
  }
}
