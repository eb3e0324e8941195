/// The streams that stand open for a caller because of what the caller was allowed when they began.
package final class OpenStreams: Sendable {
  package init() {}
}
