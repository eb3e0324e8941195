import ArgumentParser
import Logging
import Wire

/// The flag of the audit log.
struct AuditFlags: ParsableArguments, Sendable {
  @Option(
    name: .customLong("audit-log"),
    help: ArgumentHelp(
      "Where one line a request is written: a file, which is opened anew on SIGHUP, - for standard "
        + "output, or none.", valueName: "path"))
  var path = "-"

  func validate() throws {
    guard !path.isEmpty else {
      throw ValidationError("--audit-log: name a file, or write - for standard output, or none.")
    }
  }

  /// Opens the audit log.
  func open(logger: Logger) throws(StartError) -> AuditFile {
    guard path != "none" else { return AuditFile(writer: nil, logger: logger) }
    do throws(FileError) {
      let writer = try LineWriter(path: path) { AuditFile.tell($0, to: logger) }
      return AuditFile(writer: writer, logger: logger)
    } catch {
      throw StartError("--audit-log \(error). Name a file that can be written, or none")
    }
  }
}
