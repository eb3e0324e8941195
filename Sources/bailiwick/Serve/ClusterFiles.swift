import Kubernetes
import Wire

/// Reads kubeconfigs, keys and tokens for the room Kubernetes, which opens no file itself.
enum ClusterFiles {
  static func read(_ path: String) throws(FileFailure) -> [UInt8] {
    do throws(FileError) {
      return try FileContents.read(path)
    } catch  where error.kind == .notFound {
      throw .missing
    } catch {
      throw .unreadable(error.description)
    }
  }

  /// The namespace of the pod the program runs in; nil outside of one.
  static var podNamespace: String? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileContents.read("/var/run/secrets/kubernetes.io/serviceaccount/namespace")
    } catch { return nil }
    let name = String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
    return name.isEmpty ? nil : name
  }
}
