import ArgumentParser
import Wire

/// Where the configuration is, and what was said beside it on the command line.
struct ConfigurationFile: Sendable {
  /// What a file and a command line say together.
  struct Contents: Sendable {
    let configuration: Configuration
    let flags: Serve
  }

  let path: String
  /// The words behind `bailiwick serve`.
  let commandLine: [String]

  private static let flag = "--config"

  /// The file that the words of a command line name; nil where they name none.
  ///
  /// The last one counts, as of every flag.
  init?(in commandLine: [String]) {
    var path: String?
    for (index, word) in commandLine.enumerated() {
      if word.hasPrefix(Self.flag + "=") { path = String(word.dropFirst(Self.flag.count + 1)) }
      if word == Self.flag, index + 1 < commandLine.count { path = commandLine[index + 1] }
    }
    guard let path else { return nil }
    self.path = path
    self.commandLine = commandLine
  }

  /// The words with which the program starts: those of the file where there is one, before those that
  /// were given.
  ///
  /// - Parameter words: those behind the program's name.
  static func expand(_ words: [String]) throws(StartError) -> [String] {
    guard words.first == Serve.name, let file = ConfigurationFile(in: Array(words.dropFirst()))
    else { return words }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileContents.read(file.path) } catch {
      throw StartError("\(flag) \(error)")
    }
    return [Serve.name] + (try file.configuration(of: bytes)).words(before: file.commandLine)
  }

  /// What the file's bytes mean.
  func contents(of bytes: [UInt8]) throws(StartError) -> Contents {
    let configuration = try configuration(of: bytes)
    do {
      let flags = try Serve.parse(configuration.words(before: commandLine))
      return Contents(configuration: configuration, flags: flags)
    } catch {
      throw StartError("\(Self.flag) \(path): \(Serve.message(for: error))")
    }
  }

  private func configuration(of bytes: [UInt8]) throws(StartError) -> Configuration {
    do throws(StartError) {
      return try Configuration(parsing: bytes, known: KnownFlag.all)
    } catch {
      throw StartError("\(Self.flag) \(path): \(error)")
    }
  }
}
