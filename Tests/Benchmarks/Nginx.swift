import Harness

/// One nginx with a configuration of its own.
enum Nginx {
  /// Where `make deps` puts it.
  static let path = BuiltProgram.packageRoot + "/.build/tools/nginx"

  static func start(_ configuration: String, _ name: String, in run: Run) throws -> ChildProcess {
    let pid = "pid \(run.folder.file(name + ".pid"));\n"
    let file = try run.folder.write(pid + configuration, to: name + ".conf")
    return try ChildProcess(
      path, ["-p", run.folder.path, "-c", file, "-e", "/dev/null"], in: run)
  }
}
