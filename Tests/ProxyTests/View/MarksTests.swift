import Ownership
import Proxy
import Synchronization
import Testing

@testable import Proxy

/// What is known of versions and changes of ownership.
@Suite struct MarksTests {
  /// A resource whose newest version is counted up by each read.
  private final class Counting: Sendable {
    private let version = Mutex<UInt64>(100)
    func read() -> UInt64 {
      version.withLock { version in
        version += 1
        return version
      }
    }
  }

  private static func view(_ changes: UInt64) -> View {
    var view = View.empty
    view.changes = changes
    return view
  }

  @Test func `a version is read once for a change, and again for a later one`() async {
    let published = PublishedView(Self.view(5))
    let counting = Counting()
    let marks = Marks(view: published) { _ in counting.read() }
    #expect(await marks.version(of: .nodes, after: 3) == 101)
    #expect(await marks.version(of: .nodes, after: 5) == 101)
    #expect(await marks.version(of: .namespaces, after: 5) == 102)
    published.publish(Self.view(6))
    #expect(await marks.version(of: .nodes, after: 5) == 101)
    #expect(await marks.version(of: .nodes, after: 6) == 103)
    #expect(await marks.version(of: .nodes, after: 5) == 101)
  }

  @Test func `nothing is said of a change that is not published`() async {
    let marks = Marks(view: PublishedView(Self.view(5))) { _ in 1 }
    #expect(await marks.version(of: .nodes, after: 6) == nil)
  }

  @Test func `a version from before a mark expires, until its client insists`() {
    let marks = Marks(view: PublishedView()) { _ in nil }
    func expires(_ version: UInt64, _ user: String = "alice") -> Bool {
      marks.expires(version, before: 300, of: .nodes, for: user)
    }
    #expect(!expires(300) && !expires(301))
    for _ in 1...4 { #expect(expires(299)) }
    #expect(!expires(299))
    #expect(expires(298) && expires(299, "bob"))
  }

  @Test func `what cannot be read is tried again`() async {
    let counting = Counting()
    let marks = Marks(view: PublishedView(Self.view(5))) { _ in
      let version = counting.read()
      return version == 101 ? nil : version
    }
    #expect(await marks.version(of: .nodes, after: 5) == nil)
    #expect(await marks.version(of: .nodes, after: 5) == 102)
  }
}
