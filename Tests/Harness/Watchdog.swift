internal import TestSupport

/// Ends the processes of a run and removes its folder, whatever way the run ends.
///
/// A small shell reads process ids from a pipe whose other end only the run holds. When the run is
/// over, has crashed or was killed, the pipe ends, and the shell kills what still lives. It is told
/// when a process ended by itself, so that a reused id is never hit. (`PR_SET_PDEATHSIG` would not
/// do: it fires when the *thread* that started the process ends, and threads come and go here.)
package final class Watchdog: Sendable {
  private let leash: Leash

  private static let script = """
    trap '' HUP INT TERM
    pids=
    while read -r verb id; do
      case $verb in
      watch) pids="$pids $id" ;;
      forget)
        rest=
        for pid in $pids; do [ "$pid" = "$id" ] || rest="$rest $pid"; done
        pids=$rest ;;
      esac
    done
    [ -z "$pids" ] || kill -KILL $pids
    rm -rf "$1" 2>/dev/null || { sleep 1; rm -rf "$1"; }
    """

  /// A watchdog that removes `folder` at the end.
  package init(removing folder: Folder) throws {
    leash = try Leash()
    _ = try SpawnedProgram(
      "/bin/sh", ["-c", Self.script, "watchdog", folder.path],
      environment: ["PATH": "/usr/bin:/bin"], leash: leash)
  }

  func watch(_ id: Int32) { leash.write("watch \(id)\n") }

  func forget(_ id: Int32) { leash.write("forget \(id)\n") }
}
