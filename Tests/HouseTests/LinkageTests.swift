import Harness
import Testing

/// What the built program needs to be loaded.
@Suite(.timeLimit(.minutes(5))) struct `The linkage` {
  /// Foundation as a whole, its formatters, and the tables of Unicode they bring along: 44 MB in a
  /// static binary. (The argument parser needs FoundationEssentials, which is small.)
  static var unwanted: Regex<Substring> {
    /^lib_?Foundation(?!Essentials|CShims)\w*\.so|^libicu/
  }

  @Test func `brings no Foundation and no ICU`() async throws {
    let libraries = try await Self.libraries(of: BuiltProgram.bailiwick)
    #expect(libraries.filter { $0.contains(Self.unwanted) } == [])
  }

  /// Whether the list is one: the program needs OpenSSL, the benchmarks' harness all of Foundation.
  @Test func `is seen`() async throws {
    let libraries = try await Self.libraries(of: BuiltProgram.bailiwick)
    #expect(libraries.contains { $0.hasPrefix("libssl.so") })
    let others = try await Self.libraries(of: BuiltProgram.folder + "/Benchmarks")
    #expect(others.contains { $0.contains(Self.unwanted) })
  }

  /// The names of all libraries that the loader loads for a program.
  private static func libraries(of program: String) async throws -> [String] {
    let run = try Run("bailiwick-house")
    let finished = try await run.run("/usr/bin/env", ["ldd", program])
    guard finished.exitCode == 0 else { throw HouseError("ldd: \(finished.errors)") }
    return finished.lines.compactMap { line in
      let path = line.split(whereSeparator: \.isWhitespace).first
      return path?.split(separator: "/").last.map(String.init)
    }
  }
}
