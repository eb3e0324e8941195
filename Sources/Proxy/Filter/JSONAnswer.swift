/// The filters of answers in JSON that are one list or one watch; an answer itself says whether it
/// is a Table.
enum JSONAnswer {
  /// A filter of one whole list, or of a stream of watch events.
  ///
  /// `stripsObjects` takes the object out of each row of a Table: the client asked for
  /// `includeObject=None`, the upstream for `Metadata`.
  static func filter(
    isWatch: Bool, readsLabels: Bool, stripsObjects: Bool,
    maximumItem: Int = FilteredAnswer.maximumItem
  ) -> any AnswerFilter {
    if isWatch {
      JSONWatchAnswer(
        readsLabels: readsLabels, stripsObjects: stripsObjects, maximumItem: maximumItem)
    } else {
      JSONListAnswer(
        readsLabels: readsLabels, stripsObjects: stripsObjects, maximumItem: maximumItem)
    }
  }
}
