internal import JSON

/// The filters of answers in protobuf (`application/vnd.kubernetes.protobuf`).
///
/// They need no word about what was asked for: lists of built-in kinds and of
/// PartialObjectMetadata are alike, and so are their watches. There is no Table in protobuf.
enum ProtobufAnswer {
  /// A filter of one list, or of one watch (`;stream=watch`).
  ///
  /// - Parameters:
  ///   - maximumHeld: how many bytes of kept items are held for a list; more is an error that
  ///     `isTooLarge`.
  ///   - lease: what they are held of; an error that `isCrowded` says that nothing is left.
  static func filter(
    watch: Bool, readsLabels: Bool, maximumHeld: Int, lease: BufferLease? = nil
  ) -> any AnswerFilter {
    if watch { return ProtobufWatchAnswer(readsLabels: readsLabels) }
    return ProtobufListAnswer(
      readsLabels: readsLabels, maximumHeld: maximumHeld, lease: lease)
  }

  /// A filter that makes one list of pages.
  static func paged(readsLabels: Bool, maximumHeld: Int) -> any PagedFilter {
    ProtobufListAnswer(readsLabels: readsLabels, maximumHeld: maximumHeld)
  }

  /// What decides about an object by name, in its envelope.
  static func object(_ bytes: [UInt8]) throws(FilterError) -> ListItem {
    try ProtobufObject(bytes.span, readsLabels: true).item
  }
}
