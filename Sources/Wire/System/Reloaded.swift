internal import Synchronization

/// A value made of files, and made again when their bytes change.
///
/// The files are read whole, so it does not matter how they change: written in place, renamed over,
/// or a Secret's mount whose link `..data` is turned. What cannot be read or made leaves the value
/// as it is.
package final class Reloaded<Value: Sendable>: Sendable {
  /// What a look at the files came to.
  package enum Outcome: Sendable {
    /// Nothing differs from the last look.
    case unchanged
    /// Something changed, and this is the value now.
    case changed(Value)
    /// Something changed that no value can be made of: the value stays as it was.
    case failed(reason: String)
  }

  /// What is read, in the order in which `make` gets it.
  package let paths: [String]
  private let make: @Sendable ([[UInt8]]) throws(TLSError) -> Value
  private let current: Mutex<Value>
  /// The digest of what the value was made of, or of why the last look made none; held while
  /// looking, so that two looks do not overtake each other.
  private let seen: Mutex<Digest>

  /// Reads the files and makes the first value; blocks.
  ///
  /// - Parameter make: gets the bytes of each file; what it throws says what to do.
  package init(
    _ paths: [String], make: @escaping @Sendable ([[UInt8]]) throws(TLSError) -> Value
  ) throws(TLSError) {
    self.paths = paths
    self.make = make
    let files = try Self.read(paths)
    current = Mutex(try make(files))
    seen = Mutex(Self.digest(of: files))
  }

  /// The value as it is now.
  package var value: Value { current.withLock { $0 } }

  /// Looks at the files once; blocks, so it is called through `offload`.
  ///
  /// What failed is tried again at each look, and told of once.
  package func look() -> Outcome {
    seen.withLock { seen in
      do throws(TLSError) {
        let files = try Self.read(paths)
        let digest = Self.digest(of: files)
        guard digest != seen else { return .unchanged }
        // In the middle of a change of several files: the next look sees its end.
        guard Self.digest(of: try Self.read(paths)) == digest else { return .unchanged }
        let value = try make(files)
        current.withLock { $0 = value }
        seen = digest
        return .changed(value)
      } catch {
        let reason = Digest(of: error.reason)
        guard reason != seen else { return .unchanged }
        seen = reason
        return .failed(reason: error.reason)
      }
    }
  }

  /// Looks at the files again and again until the task is cancelled.
  ///
  /// - Parameter report: told of each look.
  package func follow(every pause: Duration, _ report: @Sendable (Outcome) -> Void) async {
    while let loop = EventLoop.current {
      do throws(WireError) { try await loop.sleep(until: .after(pause)) } catch { return }
      report(await offload { self.look() })
    }
  }

  private static func read(_ paths: [String]) throws(TLSError) -> [[UInt8]] {
    try paths.map { (path) throws(TLSError) in
      do throws(FileError) { return try FileContents.read(path) } catch {
        throw TLSError("\(error)")
      }
    }
  }

  private static func digest(of files: [[UInt8]]) -> Digest {
    Digest(of: files.flatMap { Digest(of: $0).bytes })
  }
}
