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
}
