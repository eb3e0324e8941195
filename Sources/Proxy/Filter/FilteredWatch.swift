internal import Decide
internal import JSON
internal import Ownership

/// What of a watch's events may be shown, each by the ownership of the moment it arrives.
struct FilteredWatch: ~Copyable {
  private let filter: any AnswerFilter
  private let verdicts: LabelVerdicts
  /// What may go out and did not yet: whole events; whoever sends it empties it.
  var output: [UInt8] = []

  /// Begins where the labels decided so, at the version from which the watch goes on.
  init(
    _ filtering: Filtering, in shape: AnswerShape, readsLabels: Bool,
    after verdicts: LabelVerdicts, lease: BufferLease
  ) {
    self.verdicts = verdicts
    filter = shape.filter(for: filtering, readsLabels: readsLabels, lease: lease)
  }

  var keptItems: Int { filter.keptItems }

  var hiddenItems: Int { filter.hiddenItems }

  /// Whether an object began or ceased to be selected by its labels, or cannot be remembered: what the
  /// client has may be wrong from here on.
  var hasTurned: Bool { verdicts.hasTurned }

  /// Takes the next bytes of the stream.
  mutating func push(_ bytes: RawSpan, selecting selection: Selection?) throws(ExchangeError) {
    let verdicts = verdicts
    do throws(FilterError) {
      try filter.push(bytes, into: &output) { item in
        guard let selection else { return false }
        let isSelected = selection.selects(name: item.name, uid: item.uid, labels: item.labels)
        if selection.readsLabels { verdicts.note(item, isSelected) }
        return isSelected
      }
    } catch {
      throw ExchangeError(error)
    }
  }

  /// Ends the stream; throws when it ended within an event.
  mutating func finish() throws(ExchangeError) {
    do throws(FilterError) { try filter.finish(into: &output) } catch {
      throw ExchangeError(error)
    }
  }
}
