import JSON
import Kubernetes
import Wire
import YAML

/// The kubeconfig that kubectl changes, changed as kubectl does it: under its lock.
struct KubeconfigFile: Sendable {
  let path: String

  /// The first file of `$KUBECONFIG`, or `~/.kube/config`.
  static func standard(in environment: [String: String]) throws(StartError) -> KubeconfigFile {
    if let first = environment["KUBECONFIG"]?.split(separator: ":").first {
      return KubeconfigFile(path: String(first))
    }
    guard let home = environment["HOME"], !home.isEmpty else {
      throw StartError("--merge: neither $KUBECONFIG nor $HOME is set. Set one of them.")
    }
    return KubeconfigFile(path: "\(home)/.kube/config")
  }

  /// Puts the entries in, and leaves the rest as it is.
  ///
  /// The file is replaced whole or not at all, and not at all when it cannot be read as what it is.
  /// Where it is a symbolic link, the file it leads to is replaced.
  func merge(_ entries: KubeconfigEntries) throws(StartError) {
    let lock = "\(path).lock"
    let isMine = try onDisk { () throws(FileError) in
      if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
        try FolderContents.make(String(path[..<slash]))
      }
      return try LockFile.take(lock)
    }
    guard isMine else {
      throw StartError(
        "\(lock) is there: another program is changing \(path). Try again; if none is, remove it.")
    }
    defer { LockFile.release(lock) }
    let target = try onDisk { () throws(FileError) in try FilePath.followed(path) }
    let known = try document(of: target)
    let merged: JSONValue
    do throws(AccessError) { merged = try entries.merged(into: known, path: path) } catch {
      throw unchanged("\(error)")
    }
    let text = try text(of: merged)
    try onDisk { () throws(FileError) in try FileContents.write(target, text, mode: 0o600) }
  }

  /// What the file says; null when it is not there, or empty.
  private func document(of target: String) throws(StartError) -> JSONValue {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileContents.read(target) } catch
      where error.kind == .notFound
    {
      return .null
    } catch {
      throw unchanged("\(error).")
    }
    let documents: [JSONValue]
    do throws(YAMLError) { documents = try YAML.documents(bytes) } catch {
      throw unchanged("\(path) is no kubeconfig: \(error).")
    }
    guard documents.count <= 1 else {
      throw unchanged("\(path) is no kubeconfig: it holds \(documents.count) documents.")
    }
    return documents.first ?? .null
  }

  /// The file's new text, which reads as what is meant.
  private func text(of merged: JSONValue) throws(StartError) -> [UInt8] {
    let text = YAML.encode(merged)
    do throws(YAMLError) {
      if try YAML.documents(text) == [merged] { return text }
    } catch {}
    throw unchanged("\(path) holds something that cannot be written again as it is.")
  }

  private func unchanged(_ why: String) -> StartError {
    StartError(
      "\(why) The file is unchanged. Mend it, name another by $KUBECONFIG, or leave out --merge.")
  }

  private func onDisk<Value>(
    _ work: () throws(FileError) -> Value
  ) throws(StartError) -> Value {
    do throws(FileError) { return try work() } catch {
      throw StartError(
        "\(error). Let the program write there, or name another file by $KUBECONFIG.")
    }
  }
}
