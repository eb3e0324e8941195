/// Why a credential plugin brought nothing.
package struct PluginFailure: Error, Sendable, Equatable {
  /// The reason, in words that follow the plugin: `is not there`.
  package let words: String

  /// A failure for this reason.
  package init(_ words: String) { self.words = words }
}
